/** What the gate knows of the S3 API, by the name that the Amazon S3 API Reference gives it. */
export type Operation =
  | "AbortMultipartUpload"
  | "CompleteMultipartUpload"
  | "CopyObject"
  | "CreateBucket"
  | "CreateMultipartUpload"
  | "DeleteBucket"
  | "DeleteBucketLifecycle"
  | "DeleteObject"
  | "DeleteObjects"
  | "GetBucketLifecycleConfiguration"
  | "GetBucketLocation"
  | "GetBucketLogging"
  | "GetBucketReplication"
  | "GetBucketVersioning"
  | "GetObject"
  | "GetObjectAttributes"
  | "GetObjectLockConfiguration"
  | "HeadBucket"
  | "HeadObject"
  | "ListBuckets"
  | "ListMultipartUploads"
  | "ListObjectVersions"
  | "ListObjects"
  | "ListObjectsV2"
  | "PostObject"
  | "PutBucketLifecycleConfiguration"
  | "PutObject"
  | "UploadPart"
  | "UploadPartCopy";

/** The parts of a request that tell operations apart. */
type RequestShape = {
  method: string;
  bucket: string;
  key: string;
  query: URLSearchParams;
  headers: ReadonlyMap<string, string>;
};

/** By method, what it is about, and the sub-resource in the query. */
const operations: Readonly<Record<string, Operation>> = {
  "GET service": "ListBuckets",
  "PUT bucket": "CreateBucket",
  "HEAD bucket": "HeadBucket",
  "DELETE bucket": "DeleteBucket",
  "POST bucket": "PostObject",
  "GET bucket": "ListObjects",
  "GET bucket list-type": "ListObjectsV2",
  "GET bucket versions": "ListObjectVersions",
  "GET bucket uploads": "ListMultipartUploads",
  "POST bucket delete": "DeleteObjects",
  "GET bucket lifecycle": "GetBucketLifecycleConfiguration",
  "PUT bucket lifecycle": "PutBucketLifecycleConfiguration",
  "DELETE bucket lifecycle": "DeleteBucketLifecycle",
  "GET bucket location": "GetBucketLocation",
  "GET bucket logging": "GetBucketLogging",
  "GET bucket object-lock": "GetObjectLockConfiguration",
  "GET bucket replication": "GetBucketReplication",
  "GET bucket versioning": "GetBucketVersioning",
  "GET object": "GetObject",
  "GET object attributes": "GetObjectAttributes",
  "HEAD object": "HeadObject",
  "PUT object": "PutObject",
  "DELETE object": "DeleteObject",
  "POST object uploads": "CreateMultipartUpload",
  "PUT object uploadId": "UploadPart",
  "POST object uploadId": "CompleteMultipartUpload",
  "DELETE object uploadId": "AbortMultipartUpload",
};

/** What only says more about an operation. Every other name in a query is a sub-resource. */
const parameters =
  /^(x-amz-.*|x-id|prefix|delimiter|max-keys|marker|start-after|continuation-token|fetch-owner|encoding-type|key-marker|version-id-marker|max-uploads|upload-id-marker|partnumber|versionid|response-(cache-control|content-(disposition|encoding|language|type)|expires))$/i;

/**
 * Which operation a request is.
 * @returns undefined for one that this server does not know; taking it for another could destroy something.
 */
export function operationOf({ method, bucket, key, query, headers }: RequestShape): Operation | undefined {
  const subResources = [...query.keys()].filter((name) => !parameters.test(name));
  const about = bucket === "" ? "service" : key === "" ? "bucket" : "object";
  const operation = operations[[method, about, ...subResources].join(" ")];
  if (!headers.has("x-amz-copy-source")) return operation;
  if (operation === "PutObject") return "CopyObject";
  return operation === "UploadPart" ? "UploadPartCopy" : undefined;
}
