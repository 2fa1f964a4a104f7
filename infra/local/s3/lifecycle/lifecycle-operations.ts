import * as z from "zod";
import { emptyAnswer } from "../answers.ts";
import { requireChecksum, verifyChecksums } from "../checksums.ts";
import type { Storage } from "../fauxqs.ts";
import { checkBucket, type Handler } from "../s3-call.ts";
import { invalidRequest, S3Error } from "../s3-error.ts";
import { type ExpiryRule, lifecycleXml } from "./expiry-rule.ts";
import { readLifecycleConfiguration } from "./lifecycle-configuration.ts";
import type { LifecycleRule } from "./lifecycle-rule.ts";

const sizeHeader = "x-amz-transition-default-minimum-object-size";
const sizes = ["all_storage_classes_128K", "varies_by_storage_class"] as const;
const [standardSize] = sizes;

/** What is kept of a configuration: its XML as it came, and what came in a header. */
const keptConfiguration = z.object({ xml: z.string(), minimumSize: z.enum(sizes) });

/** `PutBucketLifecycleConfiguration`: takes the place of the whole configuration. */
export const putLifecycle: Handler = (call, ground) => {
  checkBucket(call, ground);
  const { bucket, body, headers } = call;
  requireChecksum(headers);
  verifyChecksums(body, headers);
  readLifecycleConfiguration(body);
  const minimumSize = sizes.find((size) => size === (headers.get(sizeHeader) ?? standardSize));
  if (!minimumSize) throw invalidRequest(`Invalid value for ${sizeHeader}`);
  keepLifecycle(ground.storage, bucket, { xml: body.toString(), minimumSize });
  return emptyAnswer(200, { [sizeHeader]: minimumSize });
};

/** `GetBucketLifecycleConfiguration`: the bytes that were put. */
export const getLifecycle: Handler = (call, ground) => {
  checkBucket(call, ground);
  const kept = readKept(ground.storage, call.bucket);
  if (!kept) {
    const message = "The lifecycle configuration does not exist";
    throw new S3Error(404, "NoSuchLifecycleConfiguration", message);
  }
  return {
    status: 200,
    headers: [
      ["content-type", "application/xml"],
      [sizeHeader, kept.minimumSize],
    ],
    body: Buffer.from(kept.xml),
  };
};

/** `DeleteBucketLifecycle`. */
export const deleteLifecycle: Handler = (call, ground) => {
  checkBucket(call, ground);
  ground.storage.store.deleteBucketLifecycleConfiguration(call.bucket);
  return emptyAnswer(204);
};

/** Gives a bucket the rules that its template has, as CloudFormation does: in the place of all that it had. */
export function setLifecycle(storage: Storage, bucket: string, rules: readonly ExpiryRule[]): void {
  keepLifecycle(storage, bucket, { xml: lifecycleXml(rules), minimumSize: standardSize });
}

/** The rules of a bucket; none without a configuration. */
export function lifecycleRulesOf(storage: Storage, bucket: string): LifecycleRule[] {
  const kept = readKept(storage, bucket);
  return kept ? readLifecycleConfiguration(Buffer.from(kept.xml)) : [];
}

function keepLifecycle({ store }: Storage, bucket: string, kept: z.infer<typeof keptConfiguration>): void {
  store.putBucketLifecycleConfiguration(bucket, JSON.stringify(kept));
}

function readKept({ store }: Storage, bucket: string) {
  const text = store.getBucketLifecycleConfiguration(bucket);
  return text === undefined ? undefined : keptConfiguration.parse(JSON.parse(text));
}
