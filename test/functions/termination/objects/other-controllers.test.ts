import fc from "fast-check";
import { expect, test } from "vitest";
import { destroyObjects } from "../../../../functions/termination/objects/destroy-objects.ts";
import { noProgress } from "../../../../functions/termination/objects/progress.ts";
import { territoriesOf } from "../../../../functions/termination/objects/territory.ts";
import { OutsideTerritory } from "../../../../functions/termination/objects/territory-objects.ts";
import type { Controller } from "../../../../shared/controller.ts";
import { anyControllers, placesOf } from "./any-controllers.ts";
import { type FakeBucket, fakeBucket, fakeS3, version } from "./fake-s3.ts";
import { dependencies, places, term } from "./world.ts";

const bucketNames = ["own-bucket", "hosted-bucket", "old-bucket", "forgotten-bucket"];

/** Buckets with something at, under and beside every place of every controller. */
function bucketsWith(controllers: readonly Controller[]): Record<string, FakeBucket> {
  const prefixes = [
    ...new Set(controllers.flatMap((one) => placesOf(one, places)).map(({ prefix }) => prefix)),
  ];
  const keys = [
    "",
    "/",
    "root",
    ...prefixes.flatMap((prefix) => [prefix, `${prefix}x`, `${prefix.slice(0, -1)}x`, prefix.slice(0, -1)]),
  ];
  const contents = () => ({
    versions: [...new Set(keys)].map((key) => version(key)),
    uploads: keys.map((key, n) => ({ key, uploadId: String(n) })),
  });
  return Object.fromEntries(bucketNames.map((name) => [name, fakeBucket(contents())]));
}

/** A bucket that pays no heed to the prefix it is asked for. */
function ignorePrefix(bucket: FakeBucket): void {
  const { listVersions, listUploads } = bucket;
  bucket.listVersions = (_, after) => listVersions("", after);
  bucket.listUploads = (_, after) => listUploads("", after);
}

// F12
test("whatever controllers exist and whatever S3 lists, nothing outside of a controller's own whole prefixes gets into a call that deletes", async () => {
  const check = fc.asyncProperty(anyControllers, fc.boolean(), async ([one, ...others], lies) => {
    const buckets = bucketsWith([one, ...others]);
    const prefixes: string[] = [];
    for (const bucket of Object.values(buckets)) {
      if (lies) ignorePrefix(bucket);
      const { listVersions, listUploads } = bucket;
      bucket.listVersions = (prefix, after) => {
        prefixes.push(prefix);
        return listVersions(prefix, after);
      };
      bucket.listUploads = (prefix, after) => {
        prefixes.push(prefix);
        return listUploads(prefix, after);
      };
    }
    const { territories } = territoriesOf(one, [one, ...others], places);
    const deps = dependencies(fakeS3(buckets));
    for (const territory of territories) {
      const run = destroyObjects(territory, term, noProgress(territory), deps);
      if (lies) await expect(run).rejects.toThrow(OutsideTerritory);
      else expect((await run).emptyAt).toBeDefined();
    }

    for (const prefix of prefixes) expect(prefix).toMatch(/^[^/].*\/$/);
    const mine = placesOf(one, places);
    const theirs = others.flatMap((other) => placesOf(other, places));
    const isIn = (bucket: string, key: string) => (place: { bucket: string; prefix: string }) =>
      place.bucket === bucket && key.startsWith(place.prefix);
    for (const [name, { asked }] of Object.entries(buckets)) {
      for (const key of asked) {
        expect(mine.some(isIn(name, key))).toBe(true);
        expect(theirs.some(isIn(name, key))).toBe(false);
      }
    }
  });
  await fc.assert(check, { numRuns: 300 });
});
