import {
  CreateBucketCommand,
  HeadBucketCommand,
  NotFound,
  PutBucketLifecycleConfigurationCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Credentials } from "./http/signature-v4.ts";
import type { ExpiryRule } from "./s3/lifecycle/expiry-rule.ts";
import type { DefaultRetention } from "./s3/object-lock.ts";
import type { StackBuckets } from "./stack-buckets.ts";
import { StartFailure } from "./start-failure.ts";

/**
 * Creates those of the stack's buckets that are not there at an S3 that somebody else runs.
 * @throws StartFailure when it cannot be used.
 */
export async function ensureBuckets(
  { endpoint, region, credentials }: { endpoint: string; region: string; credentials: Credentials },
  { data, locks, emptying }: StackBuckets,
): Promise<void> {
  const client = new S3Client({ endpoint, region, credentials: { ...credentials }, forcePathStyle: true });
  try {
    if (!(await exists(client, data))) await client.send(new CreateBucketCommand({ Bucket: data }));
    for (const [bucket, retention] of locks) {
      if (!(await exists(client, bucket))) await createLocked(client, bucket, retention);
    }
    for (const [bucket, rules] of emptying) {
      if (!(await exists(client, bucket))) await createEmptying(client, bucket, rules);
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new StartFailure(`The S3 at ${endpoint} cannot be used: ${reason}`, { cause });
  } finally {
    client.destroy();
  }
}

async function exists(client: S3Client, Bucket: string): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket }));
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

/** Object Lock also switches versions on. */
async function createLocked(
  client: S3Client,
  Bucket: string,
  { mode, days }: DefaultRetention,
): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  const Rule = { DefaultRetention: { Mode: mode, Days: days } };
  await client.send(
    new PutObjectLockConfigurationCommand({
      Bucket,
      ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule },
    }),
  );
}

async function createEmptying(client: S3Client, Bucket: string, rules: readonly ExpiryRule[]): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket }));
  const Rules = rules.map(({ id, days, abortAfterDays }) => ({
    ID: id,
    Status: "Enabled" as const,
    Filter: { Prefix: "" },
    Expiration: { Days: days },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: abortAfterDays },
  }));
  await client.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
  );
}
