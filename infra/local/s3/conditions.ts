import { findObject, type S3Ground } from "./s3-call.ts";
import { noSuchKey, notImplemented, preconditionFailed } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

/**
 * The condition under which an object may be written: that none is there (`If-None-Match: *`), or that a certain
 * one is (`If-Match`).
 * @throws S3Error when it does not hold.
 */
export function checkWriteCondition({ bucket, key, headers }: S3Request, { storage }: S3Ground): void {
  const [unlessMatch, match] = [headers.get("if-none-match"), headers.get("if-match")];
  if (unlessMatch === undefined && match === undefined) return;
  const existing = findObject(storage, bucket, key);
  if (unlessMatch !== undefined && unlessMatch !== "*") throw notImplemented("If-None-Match other than *");
  if (unlessMatch !== undefined && existing) throw preconditionFailed();
  if (match === undefined) return;
  if (!existing) throw noSuchKey();
  if (!sameTag(match, existing.etag)) throw preconditionFailed();
}

/**
 * The condition under which an object may be copied: that it is a certain one (`x-amz-copy-source-if-match`).
 * @throws S3Error when it is another.
 */
export function checkCopyCondition({ headers }: S3Request, { storage }: S3Ground): void {
  const match = headers.get("x-amz-copy-source-if-match");
  if (match === undefined) return;
  // No bucket here has versions: "null" names the object as it is.
  const source = decodeURIComponent(headers.get("x-amz-copy-source")?.replace(/\?versionId=null$/, "") ?? "");
  const [, bucket = "", key = ""] = /^\/?([^/]+)\/(.+)$/s.exec(source) ?? [];
  const existing = findObject(storage, bucket, key);
  if (existing && !sameTag(match, existing.etag)) throw preconditionFailed();
}

function sameTag(one: string, other: string): boolean {
  return one.replaceAll('"', "") === other.replaceAll('"', "");
}
