import * as z from "zod";
import type { ExpiryRule } from "./s3/lifecycle/expiry-rule.ts";
import type { DefaultRetention } from "./s3/object-lock.ts";
import { StartFailure } from "./start-failure.ts";
import type { Stack } from "./template/stack.ts";

/** The stack's buckets, by what they are for. */
export type StackBuckets = {
  /** The one for controllers' data. */
  data: string;
  /** Those with Object Lock, which nobody deletes from. */
  locks: ReadonlyMap<string, DefaultRetention>;
  /** Those that empty themselves, with their rules. */
  emptying: ReadonlyMap<string, readonly ExpiryRule[]>;
  /** Those that tell EventBridge of what is put into them. */
  telling: ReadonlySet<string>;
};

const retention = z.object({ Mode: z.enum(["GOVERNANCE", "COMPLIANCE"]), Days: z.int().positive() });

/** Strict, so that a rule which does something else is not run as if it did not. */
const expiryRule = z
  .strictObject({
    Id: z.string(),
    Status: z.literal("Enabled"),
    ExpirationInDays: z.int().positive(),
    AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: z.int().positive() }),
  })
  .transform(
    ({ Id, ExpirationInDays, AbortIncompleteMultipartUpload }): ExpiryRule => ({
      id: Id,
      days: ExpirationInDays,
      abortAfterDays: AbortIncompleteMultipartUpload.DaysAfterInitiation,
    }),
  );

const events = z.strictObject({
  EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: z.literal(true) }),
});

const plainBucket = z.object({
  ObjectLockEnabled: z.literal(false).optional(),
  ObjectLockConfiguration: z.never().optional(),
  VersioningConfiguration: z.never().optional(),
  LifecycleConfiguration: z.strictObject({ Rules: z.array(expiryRule).nonempty() }).optional(),
  NotificationConfiguration: events.optional(),
});
const lockedBucket = z.object({
  ObjectLockEnabled: z.literal(true),
  ObjectLockConfiguration: z.object({ Rule: z.object({ DefaultRetention: retention }) }),
  // Without versions there is no Object Lock on AWS.
  VersioningConfiguration: z.object({ Status: z.literal("Enabled") }),
  // Neither is run here where objects are locked: our buckets have none of it.
  LifecycleConfiguration: z.never().optional(),
  NotificationConfiguration: z.never().optional(),
});
const bucket = z.discriminatedUnion("ObjectLockEnabled", [plainBucket, lockedBucket]);

/**
 * Tells the stack's buckets apart by whether they lock what is in them, or empty themselves.
 * @throws StartFailure unless exactly one does neither.
 */
export function readBuckets(stack: Stack): StackBuckets {
  const locks = new Map<string, DefaultRetention>();
  const emptying = new Map<string, readonly ExpiryRule[]>();
  const telling = new Set<string>();
  const lasting: string[] = [];
  for (const { ref, properties } of stack.resources("AWS::S3::Bucket", bucket)) {
    if (properties.NotificationConfiguration) telling.add(ref);
    if (properties.ObjectLockEnabled) {
      const { Mode, Days } = properties.ObjectLockConfiguration.Rule.DefaultRetention;
      locks.set(ref, { mode: Mode, days: Days });
    } else if (properties.LifecycleConfiguration) emptying.set(ref, properties.LifecycleConfiguration.Rules);
    else lasting.push(ref);
  }
  const [data, ...more] = lasting;
  if (data !== undefined && more.length === 0) return { data, locks, emptying, telling };
  throw new StartFailure(
    "The stack must have exactly one bucket without Object Lock and lifecycle rules to run here.",
  );
}
