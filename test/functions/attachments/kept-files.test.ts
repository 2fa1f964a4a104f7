import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FileStore, fileStore } from "../../../functions/attachments/kept-files.ts";
import { clientOf, type FreshS3, owner } from "../../support/s3.ts";
import { buckets, openFileS3, pdf } from "./file-world.ts";

let s3: FreshS3;
let uploads: FileStore;
let kept: FileStore;
/** Of somebody whom S3 lets do nothing. */
let refused: FileStore;

beforeAll(async () => {
  s3 = await openFileS3();
  uploads = fileStore(s3.client, buckets.uploads);
  kept = fileStore(s3.client, buckets.kept);
  refused = fileStore(clientOf(s3, { ...owner, secretAccessKey: "wrong" }), buckets.kept);
});
afterAll(() => s3.close());

async function put(key: string): Promise<string> {
  const sent = new PutObjectCommand({ Bucket: buckets.uploads, Key: key, Body: pdf });
  return (await s3.client.send(sent)).ETag ?? "";
}

test("a file is read where it is the one that is meant", async () => {
  const etag = await put("desk/read");
  expect(await uploads.read("desk/read")).toEqual({ bytes: new Uint8Array(pdf), etag });
  expect((await uploads.read("desk/read", etag))?.etag).toBe(etag);
  expect(await uploads.read("desk/read", '"another"')).toBeUndefined();
  expect(await uploads.read("desk/none")).toBeUndefined();
});

test("a file is copied where it is the one that is meant", async () => {
  const from = { bucket: buckets.uploads, key: "desk/copied", etag: await put("desk/copied") };
  expect(await kept.copyIn({ ...from, etag: '"another"' }, "desk/copy")).toBe(false);
  expect(await kept.copyIn({ ...from, key: "desk/none" }, "desk/copy")).toBe(false);
  expect(await kept.etagOf("desk/copy")).toBeUndefined();
  expect(await kept.copyIn(from, "desk/copy")).toBe(true);
  expect(await kept.etagOf("desk/copy")).toBe(from.etag);
});

test("a file is told from those whose keys begin with its own", async () => {
  await put("desk/one-2");
  expect(await uploads.etagOf("desk/one")).toBeUndefined();
  const sent = new PutObjectCommand({ Bucket: buckets.uploads, Key: "desk/one", Body: "another" });
  const { ETag } = await s3.client.send(sent);
  expect(await uploads.etagOf("desk/one")).toBe(ETag);
});

test("what S3 does not do is an error, also where it is only asked what there is", async () => {
  const from = { bucket: buckets.uploads, key: "desk/shown", etag: await put("desk/shown") };
  await expect(refused.etagOf("desk/shown")).rejects.toThrow();
  await expect(refused.read("desk/shown")).rejects.toThrow();
  await expect(refused.copyIn(from, "desk/copy")).rejects.toThrow();
  await expect(refused.remove("desk/shown")).rejects.toThrow();
});
