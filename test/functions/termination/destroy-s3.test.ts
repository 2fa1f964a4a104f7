import {
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { stateOf } from "../../../functions/termination/agreement.ts";
import { s3Of } from "../../../functions/termination/objects/s3.ts";
import { remainsOf } from "../../../functions/termination/remains.ts";
import { type FreshS3, freshS3 } from "../../support/s3.ts";
import { caseItems } from "./destruction-items.ts";
import { type DestructionWorld, destructionWorld, hour, planning } from "./destruction-world.ts";

const buckets = ["own-bucket", "hosted-bucket"];

const { files } = caseItems();

/** What there is besides Voorbeeld B.V.'s objects. */
const others = [
  ...files.shared,
  ...files.others,
  "controllers/voorbeeld-b/1",
  "controllers/voorbeeld-bv-2/1",
  "controllers/voorbeeld-bv",
  "logs/1",
];
const hostedOthers = ["c/10/1", "c/1", "c/2/1"];

let s3: FreshS3;

beforeEach(async () => {
  s3 = await freshS3({ buckets });
  const put = (Bucket: string, keys: readonly string[]) =>
    Promise.all(keys.map((Key) => s3.client.send(new PutObjectCommand({ Bucket, Key, Body: "inhoud" }))));
  await put("own-bucket", [
    ...others,
    ...files.ours,
    "controllers/voorbeeld-bv/1",
    "controllers/voorbeeld-bv/é +%2F&<>/2",
  ]);
  await put("hosted-bucket", [...hostedOthers, "c/1/a", "c/1/b"]);
  for (const Key of ["c/1/unfinished", "c/10/unfinished"]) {
    await s3.client.send(new CreateMultipartUploadCommand({ Bucket: "hosted-bucket", Key }));
  }
  await s3.client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: "hosted-bucket",
      LifecycleConfiguration: {
        Rules: [{ ID: "theirs", Filter: { Prefix: "logs/" }, Status: "Enabled", Expiration: { Days: 30 } }],
      },
      TransitionDefaultMinimumObjectSize: "varies_by_storage_class",
    }),
  );
});

afterEach(async () => {
  await s3.close();
});

async function keysIn(Bucket: string): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.client.send(
    new ListObjectVersionsCommand({ Bucket }),
  );
  const { Uploads = [] } = await s3.client.send(new ListMultipartUploadsCommand({ Bucket }));
  return [...Versions, ...DeleteMarkers, ...Uploads].map(({ Key = "" }) => Key).sort();
}

function lifecycles() {
  const open = s3Of(s3.client);
  return Promise.all(buckets.map((bucket) => open({ bucket }).readLifecycle()));
}

async function destroyAll(world: DestructionWorld, account: string) {
  const { own } = planning.places;
  const places = { own, others: [{ name: "hosted-bucket", account }] };
  const dependencies = { s3: s3Of(s3.client), planning: { ...planning, places } };
  const reports: Awaited<ReturnType<typeof world.run>>[] = [];
  for (let n = 0; n < 2; n++) {
    world.pass(hour);
    reports.push(await world.run(dependencies));
  }
  const { entries } = await world.history();
  return { last: reports.at(-1), outcome: entries.at(-1)?.outcome };
}

// F16
test("a bucket of another account than the settings say is not touched, and reported", async () => {
  const before = await keysIn("hosted-bucket");
  const rules = await lifecycles();
  const world = await destructionWorld();
  const { outcome } = await destroyAll(world, "999999999999");
  expect(stateOf(await world.history())).toBe("incomplete");
  expect(outcome && remainsOf(outcome)).toContainEqual(
    expect.objectContaining({ where: "hosted-bucket/c/1/", reason: "not_listed", code: "AccessDenied" }),
  );
  expect(await keysIn("hosted-bucket")).toEqual(before);
  expect((await lifecycles())[1]).toEqual(rules[1]);
});

// F12
test("all of a controller goes from S3 itself, and all else stays as it is", async () => {
  const rules = await lifecycles();
  const world = await destructionWorld();
  const { last, outcome } = await destroyAll(world, "000000000000");
  expect(last).toEqual({ due: 1, destroyed: 1, remaining: 0 });
  expect(outcome?.objects).toMatchObject([
    { bucket: "own-bucket", net: "set" },
    { bucket: "hosted-bucket", net: "set", versions: 2, bytes: 12, uploads: 1 },
  ]);
  expect(await keysIn("own-bucket")).toEqual([...others].sort());
  expect(await keysIn("hosted-bucket")).toEqual([...hostedOthers, "c/10/unfinished"].sort());
  expect(await lifecycles()).toEqual(rules);
});
