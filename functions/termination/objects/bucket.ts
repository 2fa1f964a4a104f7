import type { TransitionDefaultMinimumObjectSize } from "@aws-sdk/client-s3";

/** A version of an object, or a delete marker. In a bucket that has no versions its id is `null`, as text. */
export type ObjectVersion = { key: string; versionId: string; size: number; isDeleteMarker: boolean };

/** A multipart upload that was begun and neither completed nor called off. */
export type Upload = { key: string; uploadId: string };

/** Where a page of a list ended. */
export type Marker = { key: string; id: string };

/** A page of a list. `unreadable` counts entries whose keys are no text; `next` is absent on the last page. */
export type Page<T> = { entries: T[]; unreadable: number; next?: Marker };

/** What S3 did not delete, with its code. */
export type Refused = { version: ObjectVersion; code: string };

/** Lists and deletes objects. Errors are the SDK's. */
export type BucketObjects = {
  listVersions(prefix: string, after?: Marker): Promise<Page<ObjectVersion>>;
  listUploads(prefix: string, after?: Marker): Promise<Page<Upload>>;
  /** Deletes up to 1,000 in one call, whose keys XML can carry; gives those that S3 did not delete. */
  deleteVersions(versions: readonly ObjectVersion[]): Promise<Refused[]>;
  deleteVersion(version: ObjectVersion): Promise<void>;
  abortUpload(upload: Upload): Promise<void>;
};

/**
 * A bucket's lifecycle configuration as S3 tells it, byte for byte, and the header that belongs to it: a configuration
 * that is put without it changes that silently.
 */
export type Lifecycle = { xml: string; transitionSize?: TransitionDefaultMinimumObjectSize | undefined };

/** Reads and replaces the lifecycle configuration; undefined where there is none. Errors are the SDK's. */
export type BucketLifecycle = {
  readLifecycle(): Promise<Lifecycle | undefined>;
  writeLifecycle(lifecycle: Lifecycle | undefined): Promise<void>;
};

/** Tells where a bucket's objects, or their keys, go besides. Errors are the SDK's. */
export type BucketCopies = {
  /** The buckets to which objects under this prefix are replicated. */
  readReplicas(prefix: string): Promise<string[]>;
  /** `bucket/prefix` of the access logs; undefined where there are none. */
  readAccessLogs(): Promise<string | undefined>;
};

export type Bucket = BucketObjects & BucketLifecycle & BucketCopies;

/** S3 as destruction knows it: opens a bucket, whose owner has to be `account` where that is known. */
export type S3 = (place: { bucket: string; account?: string | undefined }) => Bucket;
