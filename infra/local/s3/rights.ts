import type { S3Credentials } from "./authenticate.ts";
import type { Operation } from "./operations.ts";
import { accessDenied } from "./s3-error.ts";

/** What a key pair may do that is for objects only. */
const onObjects: ReadonlySet<Operation | undefined> = new Set<Operation>([
  "AbortMultipartUpload",
  "CompleteMultipartUpload",
  "CopyObject",
  "CreateMultipartUpload",
  "DeleteObject",
  "DeleteObjects",
  "GetBucketLifecycleConfiguration",
  "GetObject",
  "GetObjectAttributes",
  "HeadBucket",
  "HeadObject",
  "ListMultipartUploads",
  "ListObjectVersions",
  "ListObjects",
  "ListObjectsV2",
  "PostObject",
  "PutObject",
  "UploadPart",
  "UploadPartCopy",
]);

/**
 * Refuses what the key pair may not do, also an operation that this server does not know.
 * @throws S3Error `AccessDenied`.
 */
export function authorizeOperation({ rights }: S3Credentials, operation: Operation | undefined): void {
  if (rights === "objects" && !onObjects.has(operation)) throw accessDenied();
}
