import type { S3 } from "../../../../functions/termination/objects/bucket.ts";
import { destroyObjects } from "../../../../functions/termination/objects/destroy-objects.ts";
import { removeNet } from "../../../../functions/termination/objects/lifecycle-net.ts";
import {
  isSettled,
  noProgress,
  type ObjectsProgress,
} from "../../../../functions/termination/objects/progress.ts";
import type { Territory } from "../../../../functions/termination/objects/territory.ts";
import { dependencies, term } from "./world.ts";

/** How many objects and unfinished uploads there are, and for how many pages of a list each run has time. */
export type Stock = { objects: number; uploads: number; pagesPerRun: number };

/** Destroys them run by run, and takes the lifecycle rules away again. */
export async function destroyInRuns(
  s3: S3,
  territory: Territory,
  { uploads, pagesPerRun }: Stock,
): Promise<{ runs: number; progress: ObjectsProgress }> {
  let progress = noProgress(territory);
  let runs = 0;
  do {
    runs += 1;
    // Each page of either list asks once, each upload too.
    let questions = pagesPerRun + 1 + (runs === 1 ? uploads : 0);
    const deps = dependencies(s3, { hasTime: () => questions-- > 0 });
    progress = await destroyObjects(territory, term, progress, deps);
  } while (!isSettled(progress));
  progress = await removeNet(s3(territory), term.reference, progress, dependencies(s3));
  return { runs, progress };
}

/** How many calls to S3 that may take (P11). */
export function allowedCalls({ objects, uploads }: Stock, runs: number): number {
  return 2 * Math.ceil(objects / 1_000) + 8 + uploads + 2 * runs;
}
