import { markup } from "../../../shared/markup.ts";
import { emptyAnswer, namespace, xmlAnswer } from "./answers.ts";
import { checkBucket, type Handler } from "./s3-call.ts";
import { notImplemented, S3Error } from "./s3-error.ts";

/** `ListBuckets`. */
export const listBuckets: Handler = (_, { storage, account }) => {
  const buckets = storage.store
    .listBuckets()
    .map(
      ({ name, creationDate }) =>
        markup`<Bucket><Name>${name}</Name><CreationDate>${creationDate.toISOString()}</CreationDate></Bucket>`,
    );
  return xmlAnswer(markup`<ListAllMyBucketsResult xmlns="${namespace}"><Owner><ID>${account}</ID></Owner>\
<Buckets>${buckets}</Buckets></ListAllMyBucketsResult>`);
};

/** `CreateBucket`; outside us-east-1 a second creation by its owner is refused, too. */
export const createBucket: Handler = ({ bucket, headers }, { storage }) => {
  const isLocked = headers.get("x-amz-bucket-object-lock-enabled")?.toLowerCase() === "true";
  if (isLocked) throw notImplemented("creating a bucket with Object Lock");
  if (storage.store.hasBucket(bucket)) {
    const message = "Your previous request to create the named bucket succeeded and you already own it.";
    throw new S3Error(409, "BucketAlreadyOwnedByYou", message);
  }
  storage.store.createBucket(bucket);
  return emptyAnswer(200, { location: `/${bucket}` });
};

/** `HeadBucket`. */
export const headBucket: Handler = (call, ground) => {
  checkBucket(call, ground);
  return emptyAnswer(200, { "x-amz-bucket-region": ground.region });
};

/** `DeleteBucket`, which has to be empty. */
export const deleteBucket: Handler = ({ bucket }, { storage }) => {
  storage.store.deleteBucket(bucket);
  return emptyAnswer(204);
};

/** `GetBucketLocation`. */
export const getBucketLocation: Handler = (call, ground) => {
  checkBucket(call, ground);
  return xmlAnswer(markup`<LocationConstraint xmlns="${namespace}">${ground.region}</LocationConstraint>`);
};

/** `GetBucketVersioning` of a bucket that never had it. */
export const getBucketVersioning: Handler = (call, ground) => {
  checkBucket(call, ground);
  return xmlAnswer(markup`<VersioningConfiguration xmlns="${namespace}"/>`);
};

/** `GetBucketLogging` of a bucket whose accesses are not logged. */
export const getBucketLogging: Handler = (call, ground) => {
  checkBucket(call, ground);
  return xmlAnswer(markup`<BucketLoggingStatus xmlns="${namespace}"/>`);
};

/** `GetBucketReplication` of a bucket that is not replicated. */
export const getBucketReplication: Handler = (call, ground) => {
  checkBucket(call, ground);
  const message = "The replication configuration was not found";
  throw new S3Error(404, "ReplicationConfigurationNotFoundError", message);
};

/** `GetObjectLockConfiguration`. */
export const getObjectLockConfiguration: Handler = (call, ground) => {
  checkBucket(call, ground);
  const retention = ground.locks.get(call.bucket);
  if (!retention) {
    const message = "Object Lock configuration does not exist for this bucket";
    throw new S3Error(404, "ObjectLockConfigurationNotFoundError", message);
  }
  return xmlAnswer(markup`<ObjectLockConfiguration xmlns="${namespace}"><ObjectLockEnabled>Enabled</ObjectLockEnabled>\
<Rule><DefaultRetention><Mode>${retention.mode}</Mode><Days>${retention.days}</Days></DefaultRetention></Rule>\
</ObjectLockConfiguration>`);
};
