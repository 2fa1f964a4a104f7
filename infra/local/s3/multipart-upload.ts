import { markup } from "../../../shared/markup.ts";
import { emptyAnswer, namespace, xmlAnswer } from "./answers.ts";
import { checksumHeader, verifyChecksums } from "./checksums.ts";
import { checkWriteCondition } from "./conditions.ts";
import { checkUnprotected, requireLockChecksum } from "./object-lock.ts";
import { checkBucket, type Handler, type S3Ground } from "./s3-call.ts";
import { invalidArgument, malformedXml, noSuchUpload } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";
import { childrenOf, parseXml, textOf } from "./xml-document.ts";

/** `UploadPart`. */
export const uploadPart: Handler = (call, ground) => {
  const { bucket, body, headers } = call;
  const uploadId = checkUpload(call, ground);
  requireLockChecksum(bucket, headers, ground);
  const checksum = verifyChecksums(body, headers);
  const { etag } = ground.storage.store.uploadPart(uploadId, partNumberOf(call), body, checksum?.value);
  return emptyAnswer(200, { etag, ...checksumHeader(checksum) });
};

/** `CompleteMultipartUpload`: the named parts, in order, become the object. */
export const completeMultipartUpload: Handler = (call, ground) => {
  const { bucket, key, body, headers } = call;
  const uploadId = checkUpload(call, ground);
  checkWriteCondition(call, ground);
  checkUnprotected(call, ground);
  const { etag } = ground.storage.store.completeMultipartUpload(uploadId, readParts(body));
  ground.created({ bucket, key }, "CompleteMultipartUpload");
  const location = `http://${headers.get("host")}/${bucket}/${encodeURIComponent(key)}`;
  return xmlAnswer(markup`<CompleteMultipartUploadResult xmlns="${namespace}"><Location>${location}</Location>\
<Bucket>${bucket}</Bucket><Key>${key}</Key><ETag>${etag}</ETag></CompleteMultipartUploadResult>`);
};

/** `AbortMultipartUpload`. */
export const abortMultipartUpload: Handler = (call, ground) => {
  ground.storage.store.abortMultipartUpload(checkUpload(call, ground));
  return emptyAnswer(204);
};

/**
 * The upload that a request names, which has to be one of its own key: fauxqs does not look.
 * @throws S3Error
 */
export function checkUpload(request: S3Request, ground: S3Ground): string {
  checkBucket(request, ground);
  const { bucket, key, query } = request;
  const uploadId = query.get("uploadId") ?? "";
  if (!ground.storage.hasUpload({ bucket, key, id: uploadId })) throw noSuchUpload();
  return uploadId;
}

/** @throws S3Error when it is not one from 1 to 10,000. */
export function partNumberOf({ query }: S3Request): number {
  const text = query.get("partNumber") ?? "";
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 10_000) return Number(text);
  throw invalidArgument("Part number must be an integer between 1 and 10000, inclusive");
}

function readParts(body: Buffer): { partNumber: number; etag: string }[] {
  const root = parseXml(body);
  const parts = childrenOf(root, "Part", ["Part"]);
  if (root.name !== "CompleteMultipartUpload" || parts.length === 0) throw malformedXml();
  return parts.map((part) => {
    const [number, etag] = [textOf(part, "PartNumber"), textOf(part, "ETag")];
    if (number === undefined || etag === undefined || !/^\d{1,5}$/.test(number)) throw malformedXml();
    return { partNumber: Number(number), etag };
  });
}
