import {
  createBucket,
  deleteBucket,
  getBucketLocation,
  getBucketLogging,
  getBucketReplication,
  getBucketVersioning,
  getObjectLockConfiguration,
  headBucket,
  listBuckets,
} from "./buckets.ts";
import { deleteObject, deleteObjects } from "./delete-objects.ts";
import { deleteLifecycle, getLifecycle, putLifecycle } from "./lifecycle/lifecycle-operations.ts";
import { listMultipartUploads } from "./list-multipart-uploads.ts";
import { listObjects, listObjectsV2, listObjectVersions } from "./list-objects.ts";
import { abortMultipartUpload, completeMultipartUpload, uploadPart } from "./multipart-upload.ts";
import type { Operation } from "./operations.ts";
import { putObject } from "./put-object.ts";
import type { Handler } from "./s3-call.ts";

/** What fauxqs answers by itself; none of it comes with a body. */
type OwnOfFauxqs =
  | "CopyObject"
  | "CreateMultipartUpload"
  | "GetObject"
  | "GetObjectAttributes"
  | "HeadObject"
  | "UploadPartCopy";

/** Who carries out each operation besides those, and besides the form of `PostObject`. */
export const handlers: Readonly<Record<Exclude<Operation, OwnOfFauxqs | "PostObject">, Handler>> = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  DeleteBucketLifecycle: deleteLifecycle,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetBucketLifecycleConfiguration: getLifecycle,
  GetBucketLocation: getBucketLocation,
  GetBucketLogging: getBucketLogging,
  GetBucketReplication: getBucketReplication,
  GetBucketVersioning: getBucketVersioning,
  GetObjectLockConfiguration: getObjectLockConfiguration,
  HeadBucket: headBucket,
  ListBuckets: listBuckets,
  ListMultipartUploads: listMultipartUploads,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListObjectVersions: listObjectVersions,
  PutBucketLifecycleConfiguration: putLifecycle,
  PutObject: putObject,
  UploadPart: uploadPart,
};
