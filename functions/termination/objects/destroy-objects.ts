import type { BucketLifecycle, S3 } from "./bucket.ts";
import type { Patience } from "./destroy-versions.ts";
import { type NetDependencies, setNet } from "./lifecycle-net.ts";
import { netUnder } from "./lifecycle-rules.ts";
import { noteCopies } from "./note-copies.ts";
import { type Pass, passThrough } from "./pass.ts";
import type { ObjectsProgress } from "./progress.ts";
import { openTally, type Tally } from "./tally.ts";
import type { Territory } from "./territory.ts";
import { ListRefused, objectsIn, type TerritoryObjects } from "./territory-objects.ts";

/** Whose data is destroyed, and from when: what the lifecycle rules are named after and dated with. */
export type DestructionTerm = { reference: string; destroyNotBefore: Date };

/** What destroying objects needs besides. */
export type ObjectsDependencies = NetDependencies & {
  s3: S3;
  /** Stores the progress; throws when another run has taken over, and that ends this one. */
  save(progress: ObjectsProgress): Promise<void>;
  /** Whether there is time to begin another call. One that was begun takes up to `longestCall`. */
  hasTime(): boolean;
  now(): Date;
};

/** How often one run goes through a prefix in which it finds something every time. */
const mostPasses = 4;

/**
 * Destroys every version, delete marker and unfinished upload under a territory: goes through all of it again and again
 * until it finds nothing, or nothing that it can destroy. Before the first delete the lifecycle net is put under it.
 * The number of calls grows with what is there; the memory does not.
 *
 * @param begun how far the run before has got. Each begins at the prefix's first key again: what is gone is not listed
 *   any more, and a key to go on from would be personal data.
 * @returns verified empty at `emptyAt`; with a remainder, in `left` or `unlisted`; otherwise it ran out of time
 * @throws OutsideTerritory; what calls throw that get no answer; what `save` throws
 */
export async function destroyObjects(
  territory: Territory,
  term: DestructionTerm,
  begun: ObjectsProgress,
  deps: ObjectsDependencies,
): Promise<ObjectsProgress> {
  const bucket = deps.s3(territory);
  const { left: _left, unlisted: _unlisted, emptyAt: _emptyAt, ...progress } = begun;
  const tally = openTally(territory.isOwn ? progress : await noteCopies(bucket, progress), deps.save);
  let prepared: Promise<void> | undefined;
  const prepare = () => {
    prepared ??= prepareDeletes(bucket, territory, term, tally, deps);
    return prepared;
  };
  try {
    await emptyOut(objectsIn(territory, bucket), prepare, tally, deps);
  } catch (error) {
    // What was destroyed counts all the same; what went wrong first is what is told.
    await tally.save().catch(() => {});
    throw error;
  }
  await tally.save();
  return tally.progress();
}

/**
 * Goes through all of the objects again and again until it finds nothing, or nothing that it can destroy: `tally` then says
 * which. It says nothing of that where the time was up.
 * @param prepare called before anything of a page is destroyed
 * @throws OutsideTerritory; what calls throw that get no answer; what `prepare` and `tally` throw
 */
export async function emptyOut(
  objects: TerritoryObjects,
  prepare: () => Promise<void>,
  tally: Tally,
  deps: Patience & { now(): Date },
): Promise<void> {
  try {
    for (let n = 1; ; n++) {
      const pass = await passThrough(objects, prepare, tally, deps);
      const settled = conclude(tally.progress(), pass, n === mostPasses, deps.now());
      if (settled) tally.set(settled);
      if (settled || !pass.isWhole) return;
    }
  } catch (error) {
    if (!(error instanceof ListRefused)) throw error;
    tally.set({ ...tally.progress(), unlisted: error.code });
  }
}

/** From here on something is destroyed, which is stored first. */
async function prepareDeletes(
  bucket: BucketLifecycle,
  territory: Territory,
  { reference, destroyNotBefore }: DestructionTerm,
  tally: Tally,
  deps: ObjectsDependencies,
): Promise<void> {
  const { net, begunAt = deps.now().toISOString() } = tally.progress();
  tally.set({ ...tally.progress(), begunAt });
  await tally.save();
  if (net !== "unset" && net !== "unconfirmed") return;
  const under = netUnder(territory, reference, destroyNotBefore);
  const outcome = await setNet(bucket, { bucket: territory.bucket, reference, net: under }, deps);
  tally.set({ ...tally.progress(), ...outcome });
}

/** What a pass has settled; undefined when another is needed, or a run with more time. */
function conclude(
  progress: ObjectsProgress,
  { found, left, isWhole }: Pass,
  isLast: boolean,
  now: Date,
): ObjectsProgress | undefined {
  if (!isWhole) return undefined;
  if (found === 0) return { ...progress, emptyAt: now.toISOString() };
  const gone = found - Object.values(left).reduce((sum, count) => sum + count, 0);
  if (gone === 0) return { ...progress, left };
  return isLast ? { ...progress, left: { ...left, StillListed: gone } } : undefined;
}
