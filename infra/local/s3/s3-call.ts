import type { WireResponse } from "../http/http-response.ts";
import type { Storage } from "./fauxqs.ts";
import type { Creation } from "./object-created.ts";
import type { DefaultRetention } from "./object-lock.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

/** A request that may be carried out, with its body. */
export type S3Call = S3Request & { body: Buffer };

/** What calls work on. */
export type S3Ground = {
  storage: Storage;
  account: string;
  region: string;
  /** The buckets with Object Lock. */
  locks: ReadonlyMap<string, DefaultRetention>;
  now(): Date;
  /** Is told of an object that was stored. */
  created(object: { bucket: string; key: string }, reason: Creation): void;
};

/**
 * Carries a call out.
 * @throws S3Error
 */
export type Handler = (call: S3Call, ground: S3Ground) => WireResponse;

/** @throws S3Error `NoSuchBucket` */
export function checkBucket({ bucket }: Pick<S3Request, "bucket">, { storage }: S3Ground): void {
  if (storage.store.hasBucket(bucket)) return;
  throw new S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
}

/** An object without its body; undefined when it is not there. */
export function findObject({ store, keys }: Storage, bucket: string, key: string) {
  const [found] = keys(bucket, key, true);
  return found === key ? store.headObject(bucket, key) : undefined;
}
