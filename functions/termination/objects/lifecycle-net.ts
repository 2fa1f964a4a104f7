import type { BucketLifecycle, Lifecycle } from "./bucket.ts";
import type { BucketLease, Lease } from "./bucket-lease.ts";
import { findNet, hasNets, hasRoom, type Net, othersRules, withNet, withoutNets } from "./lifecycle-rules.ts";
import type { ObjectsProgress } from "./progress.ts";
import { refusalOf } from "./s3-error.ts";
import { UnreadableXml } from "./xml.ts";

/** What changing a bucket's lifecycle configuration needs besides the bucket. `wait` takes milliseconds. */
export type NetDependencies = { bucketLease: BucketLease; wait(milliseconds: number): Promise<void> };

/** Which rules of which termination, in which bucket. */
export type NetPlace = { bucket: string; reference: string; net: Net };

/** What became of the net. */
export type NetOutcome = Pick<ObjectsProgress, "net" | "netRefusal" | "othersRulesChanged">;

/**
 * Puts the net into a bucket's configuration, next to the rules of others, and reads it back. Where that cannot be, the
 * outcome says why; `unset` when somebody else of us kept changing this bucket.
 * @throws Error when S3 holds the rules as others and does not let go of them
 */
export async function setNet(
  bucket: BucketLifecycle,
  { bucket: name, reference, net }: NetPlace,
  deps: NetDependencies,
): Promise<NetOutcome> {
  let intended: Lifecycle | undefined;
  let isWritten = false;
  const noting: BucketLifecycle = {
    ...bucket,
    async writeLifecycle(lifecycle) {
      await bucket.writeLifecycle(lifecycle);
      isWritten = true;
    },
  };
  const noted: Pick<NetOutcome, "othersRulesChanged"> = {};
  const outcome = await leased(name, deps, async (lease) => {
    const reached = await bring<"set" | "full" | "distorted">(noting, lease, deps, (seen) => {
      const found = findNet(seen?.xml, net);
      if (intended && !sameOthers(seen, intended, reference)) noted.othersRulesChanged = true;
      if (found === "held") return { end: "set" };
      if (found === "distorted" && intended) return { end: "distorted" };
      if (!hasRoom(seen?.xml, net)) return { end: "full" };
      intended = { ...seen, xml: withNet(seen?.xml, net) };
      return { write: intended };
    });
    if (reached === "distorted" && (await remove(bucket, lease, reference, deps)) !== "removed")
      throw new Error("S3 changed our lifecycle rules and does not let go of them");
    return reached;
  });
  // What was written may act, whatever was refused after it: it has to be removed in the end.
  if (typeof outcome !== "string") {
    return { net: isWritten ? "unconfirmed" : "denied", netRefusal: outcome.refusal, ...noted };
  }
  return { net: outcome === "busy" ? "unset" : outcome, ...noted };
}

/**
 * Takes all rules of a termination out of a bucket's configuration and reads back that they are gone; where no other is
 * left, there is no configuration any more.
 * @returns the progress with `netRemoved`, also where the bucket is gone; or with S3's code where it refused; the same where it is to be tried again
 */
export async function removeNet(
  bucket: BucketLifecycle,
  reference: string,
  progress: ObjectsProgress,
  deps: NetDependencies,
): Promise<ObjectsProgress> {
  const outcome = await leased(progress.bucket, deps, (lease) => remove(bucket, lease, reference, deps));
  const isGone = typeof outcome !== "string" && outcome.refusal === "NoSuchBucket";
  if (outcome === "removed" || isGone) return { ...progress, netRemoved: true };
  return typeof outcome === "string" ? progress : { ...progress, netRefusal: outcome.refusal };
}

function remove(bucket: BucketLifecycle, lease: Lease, reference: string, deps: NetDependencies) {
  return bring<"removed">(bucket, lease, deps, (seen) => {
    if (!seen || !hasNets(seen.xml, reference)) return { end: "removed" };
    const xml = withoutNets(seen.xml, reference);
    return { write: xml === undefined ? undefined : { ...seen, xml } };
  });
}

/** What the work gives under the bucket's lease, or the code with which S3 refused a part of it. */
function leased<T>(
  bucket: string,
  { bucketLease }: NetDependencies,
  work: (lease: Lease) => Promise<T>,
): Promise<T | "busy" | { refusal: string }> {
  return bucketLease(bucket, (lease) =>
    work(lease).catch((error: unknown) => ({
      refusal: error instanceof UnreadableXml ? error.name : refusalOf(error),
    })),
  );
}

/** How often a configuration is written while others keep writing it, and read back while S3 answers late. */
const patience = { writes: 4, reads: 4 };

type Decision<E> = { end: E } | { write: Lifecycle | undefined };

/**
 * Reads a configuration, writes what is decided on it, and reads it back, until the decision is that it has come to an
 * end. What somebody else wrote meanwhile is decided on again. `unconfirmed` when S3 keeps giving what was there before:
 * it answers late, and another write would be made on what may be out of date.
 */
async function bring<E>(
  bucket: BucketLifecycle,
  lease: Lease,
  { wait }: NetDependencies,
  decide: (seen: Lifecycle | undefined) => Decision<E>,
): Promise<E | "unconfirmed"> {
  let seen = await bucket.readLifecycle();
  for (let writes = 0; ; writes++) {
    const decision = decide(seen);
    if ("end" in decision) return decision.end;
    if (writes === patience.writes || !lease.isHeld()) return "unconfirmed";
    await bucket.writeLifecycle(decision.write);
    let after = await bucket.readLifecycle();
    for (let reads = 1; after?.xml === seen?.xml && reads < patience.reads; reads++) {
      await wait(500 * 2 ** reads);
      after = await bucket.readLifecycle();
    }
    if (after?.xml === seen?.xml) return "unconfirmed";
    seen = after;
  }
}

/** Whether the rules of others came back as they were written, and the header that belongs to them. */
function sameOthers(seen: Lifecycle | undefined, intended: Lifecycle, reference: string): boolean {
  const [now, then] = [seen, intended].map((lifecycle) => othersRules(lifecycle?.xml, reference));
  // Where there was no configuration, S3 adds the header's default.
  const isSameSize = [undefined, seen?.transitionSize].includes(intended.transitionSize);
  return isSameSize && JSON.stringify(now) === JSON.stringify(then);
}
