import { CreateMultipartUploadCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import { destroyObjects } from "../../../../functions/termination/objects/destroy-objects.ts";
import { noProgress } from "../../../../functions/termination/objects/progress.ts";
import { s3Of } from "../../../../functions/termination/objects/s3.ts";
import type { FreshS3 } from "../../../support/s3.ts";
import { size } from "../../../support/size.ts";
import { allowedCalls, destroyInRuns } from "./destroy-in-runs.ts";
import { stockedS3 } from "./stocked-s3.ts";
import { dependencies, hostedTerritory, ownTerritory, term } from "./world.ts";

const prefix = "controllers/voorbeeld-bv/";
const neighbour = "controllers/voorbeeld-bv-2/1";

let local: FreshS3 | undefined;

afterEach(() => local?.close());

/** A local S3 with so many objects and unfinished uploads, a neighbour's object, and a count of the calls it gets. */
async function stocked(objects: number, uploads: number) {
  local = await stockedS3(prefix, objects);
  const { client, bucket } = local;
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: neighbour, Body: "x" }));
  for (let n = 0; n < uploads; n++)
    await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: `${prefix}upload-${n}` }));
  const counted = { calls: 0 };
  client.middlewareStack.add(
    (next) => (asked) => {
      counted.calls += 1;
      return next(asked);
    },
    { step: "initialize" },
  );
  return { s3: s3Of(client), territory: ownTerritory(bucket), counted };
}

// F6, P11
test.each([
  { objects: 0, uploads: 0, pagesPerRun: 100 },
  { objects: 0, uploads: 3, pagesPerRun: 100 },
  { objects: 1, uploads: 0, pagesPerRun: 100 },
  { objects: 1_000, uploads: 0, pagesPerRun: 100 },
  { objects: 1_001, uploads: 2, pagesPerRun: 100 },
  { objects: 5_500, uploads: 2, pagesPerRun: 2 },
  { objects: size(9_000, 100_000), uploads: 0, pagesPerRun: size(3, 30) },
])(
  "$objects objects and $uploads uploads, $pagesPerRun pages a run, go in no more calls than the goal allows",
  async (stock) => {
    const { objects, uploads } = stock;
    const { s3, territory, counted } = await stocked(objects, uploads);
    const { runs, progress } = await destroyInRuns(s3, territory, stock);
    const { calls } = counted;

    expect(progress).toMatchObject({ versions: objects, bytes: objects, uploads, netRemoved: true });
    expect(progress.emptyAt).toBeDefined();
    expect(calls).toBeLessThanOrEqual(allowedCalls(stock, runs));
    if (objects > 5_000) expect(runs).toBeGreaterThanOrEqual(3);
    expect(await s3(territory).readLifecycle()).toBeUndefined();
    const { entries } = await s3(territory).listVersions("controllers/");
    expect(entries.map(({ key }) => key)).toEqual([neighbour]);
  },
  size(60_000, 300_000),
);

// F16
test("a bucket that belongs to another account than the settings say is left alone, and named", async () => {
  const { s3, territory, counted } = await stocked(3, 0);
  const misplaced = hostedTerritory(prefix, territory.bucket, "999999999999");
  const progress = await destroyObjects(misplaced, term, noProgress(misplaced), dependencies(s3));
  expect(progress).toMatchObject({
    versions: 0,
    unlisted: "AccessDenied",
    replicasUnknown: "AccessDenied",
    accessLogsUnknown: "AccessDenied",
  });
  expect(counted.calls).toBe(3);
  expect((await s3(territory).listVersions(prefix)).entries).toHaveLength(3);
});
