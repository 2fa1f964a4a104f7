import * as z from "zod";
import type { DefaultRetention } from "./s3/object-lock.ts";
import { StartFailure } from "./start-failure.ts";
import type { Stack } from "./template/stack.ts";

/** The stack's buckets, by what they are for. */
export type StackBuckets = {
  /** The one for controllers' data. */
  data: string;
  /** Those with Object Lock, which nobody deletes from. */
  locks: ReadonlyMap<string, DefaultRetention>;
};

/** What would change how a bucket acts and is not run here: our buckets have none of it. */
const notRun = { LifecycleConfiguration: z.never().optional() };

const retention = z.object({ Mode: z.enum(["GOVERNANCE", "COMPLIANCE"]), Days: z.int().positive() });

const plainBucket = z.object({
  ...notRun,
  ObjectLockEnabled: z.literal(false).optional(),
  ObjectLockConfiguration: z.never().optional(),
  VersioningConfiguration: z.never().optional(),
});
const lockedBucket = z.object({
  ...notRun,
  ObjectLockEnabled: z.literal(true),
  ObjectLockConfiguration: z.object({ Rule: z.object({ DefaultRetention: retention }) }),
  // Without versions there is no Object Lock on AWS.
  VersioningConfiguration: z.object({ Status: z.literal("Enabled") }),
});
const bucket = z.discriminatedUnion("ObjectLockEnabled", [plainBucket, lockedBucket]);

/**
 * Tells the stack's buckets apart by whether they have Object Lock.
 * @throws StartFailure unless exactly one has none.
 */
export function readBuckets(stack: Stack): StackBuckets {
  const locks = new Map<string, DefaultRetention>();
  const plain: string[] = [];
  for (const { ref, properties } of stack.resources("AWS::S3::Bucket", bucket)) {
    if (!properties.ObjectLockEnabled) plain.push(ref);
    else {
      const { Mode, Days } = properties.ObjectLockConfiguration.Rule.DefaultRetention;
      locks.set(ref, { mode: Mode, days: Days });
    }
  }
  const [data, ...more] = plain;
  if (data !== undefined && more.length === 0) return { data, locks };
  throw new StartFailure("The stack must have exactly one bucket without Object Lock to run here.");
}
