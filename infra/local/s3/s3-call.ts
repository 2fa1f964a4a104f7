import type { WireResponse } from "../http/http-response.ts";
import type { Storage } from "./fauxqs.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

/** A request that may be carried out, with its body. */
export type S3Call = S3Request & { body: Buffer };

/** What calls work on. */
export type S3Ground = { storage: Storage; account: string; region: string };

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
