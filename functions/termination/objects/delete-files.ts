import type { DeleteFiles } from "../../../shared/attachments/case-files.ts";
import type { S3 } from "./bucket.ts";
import { emptyOut } from "./destroy-objects.ts";
import type { Patience } from "./destroy-versions.ts";
import { isSettled, noProgress } from "./progress.ts";
import { openTally } from "./tally.ts";
import { type BucketPlaces, filesTerritory } from "./territory.ts";
import { objectsIn } from "./territory-objects.ts";

/** What deleting the files of a case needs of the world. */
export type FilesDependencies = Patience & { s3: S3; places: BucketPlaces; now(): Date };

/** Deletes files of cases in the stack's own bucket, until lists of all that is under a case's prefix find nothing. */
export function filesDeleter({ s3, places, ...deps }: FilesDependencies): DeleteFiles {
  return async (prefix) => {
    const place = filesTerritory(prefix, places);
    const tally = openTally(noProgress(place), async () => {});
    await emptyOut(objectsIn(place, s3(place)), async () => {}, tally, deps);
    const progress = tally.progress();
    if (progress.emptyAt !== undefined) return "gone";
    return isSettled(progress) ? "left" : "unfinished";
  };
}
