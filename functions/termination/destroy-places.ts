import { log } from "../../shared/log.ts";
import type { DestroyDependencies } from "./destroy-data.ts";
import type { Destruction } from "./destruction.ts";
import { Superseded } from "./destruction-store.ts";
import type { Ledger } from "./ledger.ts";
import type { BucketLease } from "./objects/bucket-lease.ts";
import { type DestructionTerm, destroyObjects } from "./objects/destroy-objects.ts";
import { isSettled, noProgress, type ObjectsProgress } from "./objects/progress.ts";
import type { Territory } from "./objects/territory.ts";

/** How destroying objects ended: whether all places were tried to the end, and what went wrong in each that was not. */
export type PlacesTried = { isTried: boolean; errors: unknown[] };

/**
 * Destroys a controller's objects, place by place. What goes wrong in one does not hold up the others.
 * @throws Superseded
 */
export async function destroyPlaces(
  territories: readonly Territory[],
  term: DestructionTerm,
  ledger: Ledger,
  dependencies: DestroyDependencies & { bucketLease: BucketLease },
): Promise<PlacesTried> {
  const errors: unknown[] = [];
  for (const territory of territories) {
    const known = ledger.latest().objects.find((one) => isAbout(one, territory)) ?? noProgress(territory);
    if (isVerified(known, ledger.latest())) continue;
    if (!dependencies.hasTime()) return { isTried: false, errors };
    const save = (progress: ObjectsProgress) =>
      ledger.save({ objects: withProgress(ledger.latest().objects, progress) });
    try {
      const progress = await destroyObjects(territory, term, known, { ...dependencies, save });
      tell(term, progress);
      if (!isSettled(progress)) return { isTried: false, errors };
    } catch (error) {
      if (error instanceof Superseded) throw error;
      errors.push(error);
    }
  }
  return { isTried: true, errors };
}

/** Whether it was found empty since the latest report, after which all is looked at again. */
export function isVerified(
  { emptyAt }: { emptyAt?: string | undefined },
  { reportedAt }: Destruction,
): boolean {
  return emptyAt !== undefined && (reportedAt === undefined || emptyAt > reportedAt);
}

/** The progress of all places with this one's; each keeps its position, so that the same facts read the same. */
function withProgress(objects: readonly ObjectsProgress[], progress: ObjectsProgress): ObjectsProgress[] {
  if (!objects.some((one) => isAbout(one, progress))) return [...objects, progress];
  return objects.map((one) => (isAbout(one, progress) ? progress : one));
}

function isAbout(one: ObjectsProgress, { bucket, prefix }: Pick<Territory, "bucket" | "prefix">): boolean {
  return one.bucket === bucket && one.prefix === prefix;
}

function tell({ reference }: DestructionTerm, progress: ObjectsProgress): void {
  const { versions, deleteMarkers, uploads, begunAt, net } = progress;
  log("DESTRUCTION_PROGRESS", { reference, stage: "objects", versions, deleteMarkers, uploads });
  if (begunAt !== undefined && net !== "set") log("LIFECYCLE_NET_MISSING", { reference, net });
}
