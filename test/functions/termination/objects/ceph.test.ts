import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectLegalHoldCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { S3 } from "../../../../functions/termination/objects/bucket.ts";
import { destroyObjects } from "../../../../functions/termination/objects/destroy-objects.ts";
import { removeNet, setNet } from "../../../../functions/termination/objects/lifecycle-net.ts";
import { netUnder } from "../../../../functions/termination/objects/lifecycle-rules.ts";
import { noProgress } from "../../../../functions/termination/objects/progress.ts";
import { connectS3, s3Of } from "../../../../functions/termination/objects/s3.ts";
import { type Ceph, isCephInstalled, startCeph } from "../../../support/ceph.ts";
import { eventually } from "../../../support/eventually.ts";
import { size } from "../../../support/size.ts";
import { configuration, oldRule } from "./lifecycle-texts.ts";
import { dependencies, hostedTerritory, ownTerritory, term } from "./world.ts";

const prefix = "controllers/voorbeeld-bv/";

/** What begins alike or lies above, and belongs to somebody else. */
const neighbours = [
  "controllers/voorbeeld-b/1",
  "controllers/voorbeeld-bv",
  "controllers/voorbeeld-bv-2/1",
  "controllers/voorbeeld-bv-2/a+b",
  "elsewhere",
];

const title = isCephInstalled
  ? "on a real S3"
  : "on a real S3 (skipped: radosgw, ceph-mon and ceph-osd are not installed)";

describe.skipIf(!isCephInstalled)(title, () => {
  let ceph: Ceph;
  let client: S3Client;
  let s3: S3;
  const buckets: string[] = [];

  beforeAll(async () => {
    ceph = await startCeph();
    for (const [name, value] of Object.entries(ceph.environment)) vi.stubEnv(name, value);
    client = connectS3();
    s3 = s3Of(client);
  }, 180_000);

  // Its lifecycle engine goes through every bucket that has rules, some seconds for each.
  afterEach(() => Promise.all(buckets.map((bucket) => s3({ bucket }).writeLifecycle(undefined))));

  afterAll(async () => {
    vi.unstubAllEnvs();
    client?.destroy();
    await ceph?.stop();
  }, 60_000);

  async function makeBucket({ versioned = false, locked = false } = {}): Promise<string> {
    const Bucket = `bucket-${buckets.length}`;
    buckets.push(Bucket);
    await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: locked }));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    if (versioned) await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    for (const Key of neighbours) await put(Bucket, Key);
    return Bucket;
  }

  async function put(
    Bucket: string,
    Key: string,
    more: Partial<PutObjectCommandInput> = {},
  ): Promise<string> {
    const { VersionId = "null" } = await client.send(
      new PutObjectCommand({ Bucket, Key, Body: "12345", ...more }),
    );
    return VersionId;
  }

  async function beginUpload(Bucket: string, Key: string): Promise<void> {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: "part" }));
  }

  /** All that is in a bucket: the keys of its versions, delete markers and uploads, those of a prefix if one is given. */
  async function contents(bucket: string, under = ""): Promise<string[]> {
    const at = s3({ bucket });
    const [versions, uploads] = [await at.listVersions(under), await at.listUploads(under)];
    expect([versions.next, uploads.next]).toEqual([undefined, undefined]);
    return [...versions.entries, ...uploads.entries].map(({ key }) => key).sort();
  }

  async function destroy(bucket: string, begun = noProgress(ownTerritory(bucket))) {
    return destroyObjects(ownTerritory(bucket), term, begun, dependencies(s3));
  }

  test("a bucket without versions loses what lies under the prefix, unfinished uploads too, and nothing else", async () => {
    const bucket = await makeBucket();
    for (const name of ["a", "b/c", "b/", "", "/"]) await put(bucket, prefix + name);
    await beginUpload(bucket, `${prefix}upload`);
    await beginUpload(bucket, "controllers/voorbeeld-bv-2/upload");
    const progress = await destroy(bucket);
    expect(progress).toMatchObject({ versions: 5, deleteMarkers: 0, bytes: 25, uploads: 1, net: "set" });
    expect(progress.emptyAt).toBeDefined();
    expect(await contents(bucket)).toEqual([...neighbours, "controllers/voorbeeld-bv-2/upload"].sort());
  });

  test("a bucket with versions loses every version and every delete marker", async () => {
    const bucket = await makeBucket({ versioned: true });
    for (let n = 0; n < 3; n++) {
      await put(bucket, `${prefix}a`);
      await put(bucket, `${prefix}b`);
    }
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `${prefix}b` }));
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `${prefix}never there` }));
    const progress = await destroy(bucket);
    expect(progress).toMatchObject({ versions: 6, deleteMarkers: 2, bytes: 30 });
    expect(progress.emptyAt).toBeDefined();
    expect(await contents(bucket)).toEqual(neighbours);
  });

  // F16
  test("keys with control characters, markup and path segments go, each by its own name", async () => {
    const bucket = await makeBucket({ versioned: true });
    const names = [
      "\u0001",
      "a\rb",
      "a\nb",
      "a\tb",
      "\u007f",
      "\u0085",
      "\u2028",
      "\ufffe",
      "\uffff",
      "<&>\"']]>",
      "&amp;",
    ];
    const others = ["a b", "a+b", "a%2Bb", "a%b", " ", "é\u{1f600}", "../voorbeeld-b/1", "./a", "//"];
    for (const name of [...names, ...others]) await put(bucket, prefix + name);
    await beginUpload(bucket, `${prefix}up\u0001 +%`);
    const progress = await destroy(bucket);
    expect(progress).toMatchObject({ versions: names.length + others.length, uploads: 1 });
    expect(progress.emptyAt).toBeDefined();
    expect(await contents(bucket)).toEqual(neighbours);
  });

  // F8
  test("locked objects and those on legal hold stay, and are named; everything else goes", async () => {
    const bucket = await makeBucket({ locked: true });
    const until = { ObjectLockRetainUntilDate: new Date(Date.now() + 86_400_000) };
    await put(bucket, `${prefix}compliance`, { ObjectLockMode: "COMPLIANCE", ...until });
    await put(bucket, `${prefix}governance`, { ObjectLockMode: "GOVERNANCE", ...until });
    const held = { Bucket: bucket, Key: `${prefix}held`, VersionId: await put(bucket, `${prefix}held`) };
    await client.send(new PutObjectLegalHoldCommand({ ...held, LegalHold: { Status: "ON" } }));
    await put(bucket, `${prefix}free`);
    await put(bucket, `${prefix}hostile\u0001`, { ObjectLockMode: "COMPLIANCE", ...until });
    const progress = await destroy(bucket);
    expect(progress).toMatchObject({ versions: 1, left: { AccessDenied: 4 } });
    expect(progress.emptyAt).toBeUndefined();
    expect(await contents(bucket, prefix)).toHaveLength(4);

    await client.send(new PutObjectLegalHoldCommand({ ...held, LegalHold: { Status: "OFF" } }));
    const next = await destroy(bucket, progress);
    expect(next).toMatchObject({ versions: 2, left: { AccessDenied: 3 } });
  });

  // F11
  test("rules of others come through a destruction byte for byte, and ours are gone in the end", async () => {
    const bucket = await makeBucket();
    await put(bucket, `${prefix}a`);
    const theirs = configuration(
      oldRule,
      "<Rule><ID>&lt;é&gt;</ID><Filter><Prefix>a&amp;b/</Prefix></Filter><Status>Disabled</Status>" +
        "<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>",
    );
    const at = s3({ bucket });
    await at.writeLifecycle({ xml: theirs });
    const before = await at.readLifecycle();
    const progress = await destroy(bucket);
    expect(progress).toMatchObject({ net: "set" });
    expect((await at.readLifecycle())?.xml).toContain(term.reference);
    const removed = await removeNet(at, term.reference, progress, dependencies(s3));
    expect(removed).toEqual({ ...progress, netRemoved: true });
    expect(await at.readLifecycle()).toEqual(before);
  });

  test("a bucket that had no rules has none in the end", async () => {
    const bucket = await makeBucket();
    await put(bucket, `${prefix}a`);
    const progress = await destroy(bucket);
    expect(await removeNet(s3({ bucket }), term.reference, progress, dependencies(s3))).toMatchObject({
      netRemoved: true,
    });
    expect(await s3({ bucket }).readLifecycle()).toBeUndefined();
  });

  test("the net catches a prefix that looks like markup, and no other", async () => {
    const bucket = await makeBucket();
    const territory = hostedTerritory("a&<>\"'é/", bucket);
    await put(bucket, `${territory.prefix}1`);
    const progress = await destroyObjects(territory, term, noProgress(territory), dependencies(s3));
    expect(progress).toMatchObject({ net: "set", versions: 1, replicas: [] });
    expect(progress.emptyAt).toBeDefined();
  });

  // F10
  test("the net alone empties the prefix of a bucket with versions, and nothing else", async () => {
    const bucket = await makeBucket({ versioned: true });
    for (let n = 0; n < 20; n++)
      for (let version = 0; version < 2; version++) await put(bucket, `${prefix}${n % 10}`);
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `${prefix}3` }));
    await beginUpload(bucket, `${prefix}upload`);
    await beginUpload(bucket, "controllers/voorbeeld-b/upload");
    const net = netUnder(ownTerritory(bucket), term.reference, new Date("2020-01-01T00:00:00.000Z"));
    const outcome = await setNet(
      s3({ bucket }),
      { bucket, reference: term.reference, net },
      dependencies(s3),
    );
    expect(outcome).toEqual({ net: "set" });
    await eventually(
      async () => {
        await ceph.applyLifecycle(bucket, 1);
        expect(await contents(bucket, prefix)).toEqual([]);
      },
      { within: 60_000 },
    );
    expect(await contents(bucket)).toEqual([...neighbours, "controllers/voorbeeld-b/upload"].sort());
  }, 90_000);

  // F6
  test(
    "many versions go page by page, whatever characters stand where a page ends",
    async () => {
      const count = size(1_010, 3_000);
      const bucket = await makeBucket({ versioned: true });
      const names = [" ", "%", "%2B", "+"];
      const keys = Array.from({ length: count }, (_, n) => `${prefix}${names[n % names.length]}${n}`);
      for (let n = 0; n < keys.length; n += 50)
        await Promise.all(keys.slice(n, n + 50).map((key) => put(bucket, key)));
      const progress = await destroy(bucket);
      expect(progress).toMatchObject({ versions: count, bytes: 5 * count });
      expect(progress.emptyAt).toBeDefined();
      expect(await contents(bucket)).toEqual(neighbours);
    },
    size(60_000, 300_000),
  );
});
