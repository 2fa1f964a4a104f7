import { requireChecksum } from "./checksums.ts";
import { findObject, type S3Ground } from "./s3-call.ts";
import { accessDenied, type S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

/** How strictly, and for how many days of 24 hours, a bucket with Object Lock protects what is put into it. */
export type DefaultRetention = { mode: "GOVERNANCE" | "COMPLIANCE"; days: number };

const dayInMs = 24 * 60 * 60 * 1000;

/**
 * Whether an object may neither be deleted nor overwritten at that time (Amazon S3 User Guide, "Locking objects with Object
 * Lock"). On AWS it is a version that is protected: another may come on top of it, and a delete marker, too. Here there is
 * one version only, so both are refused, and nobody may bypass GOVERNANCE. The period is the one that the bucket has now.
 */
export function isProtected(
  { locks }: Pick<S3Ground, "locks">,
  bucket: string,
  { lastModified }: { lastModified: Date },
  at: Date,
): boolean {
  const retention = locks.get(bucket);
  return retention !== undefined && at < endOf(retention, lastModified);
}

type ObjectName = Pick<S3Request, "bucket" | "key">;

/** The answer to whoever wants to delete or overwrite what is protected; undefined where nothing is. */
export function lockRefusal({ bucket, key }: ObjectName, ground: S3Ground): S3Error | undefined {
  const found = ground.locks.has(bucket) && findObject(ground.storage, bucket, key);
  if (!found || !isProtected(ground, bucket, found, ground.now())) return undefined;
  return accessDenied("Access Denied because object protected by object lock.");
}

/** @throws S3Error `AccessDenied` when there is an object of that key, and it is protected. */
export function checkUnprotected(name: ObjectName, ground: S3Ground): void {
  const refusal = lockRefusal(name, ground);
  if (refusal) throw refusal;
}

/** @throws S3Error `InvalidRequest` when the bucket has Object Lock and nothing tells whether the body arrived whole. */
export function requireLockChecksum(
  bucket: string,
  headers: ReadonlyMap<string, string>,
  { locks }: S3Ground,
): void {
  if (locks.has(bucket)) requireChecksum(headers);
}

/** What the answer to `GetObject` and `HeadObject` tells of an object's protection. */
export function lockHeaders({ bucket, key }: ObjectName, { storage, locks }: S3Ground): [string, string][] {
  const retention = locks.get(bucket);
  const found = retention && findObject(storage, bucket, key);
  if (!found) return [];
  return [
    ["x-amz-object-lock-mode", retention.mode],
    ["x-amz-object-lock-retain-until-date", endOf(retention, found.lastModified).toISOString()],
  ];
}

function endOf({ days }: DefaultRetention, begin: Date): Date {
  return new Date(begin.getTime() + days * dayInMs);
}
