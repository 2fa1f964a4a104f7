import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateMultipartUploadCommand,
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, onTestFinished, test } from "vitest";
import { openStorage } from "../../../../../infra/local/s3/fauxqs.ts";
import { type FreshS3, freshS3 } from "../../../../support/s3.ts";
import { md5, outcomeOf, sign } from "../signed-requests.ts";

const dayInMs = 24 * 60 * 60 * 1000;

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-s3-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function openS3(folder?: string): Promise<FreshS3> {
  const s3 = await freshS3(folder === undefined ? {} : { folder });
  onTestFinished(s3.close);
  return s3;
}

function put({ client, bucket: Bucket }: FreshS3, ...Rules: LifecycleRule[]) {
  return client.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
  );
}

function get({ client, bucket: Bucket }: FreshS3) {
  return client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
}

const expiring: LifecycleRule = {
  ID: "a",
  Status: "Enabled",
  Filter: { Prefix: "a/" },
  Expiration: { Days: 1 },
};

describe("the lifecycle configuration of a bucket", () => {
  test("is the bytes that were put and the size in the header, also after a restart", async () => {
    const folder = freshFolder();
    const before = await openS3(folder);
    const body = `<?xml version='1.0'?>\r\n<!-- by hand --><LifecycleConfiguration>\t<Rule><Status>Enabled</Status>
      <Filter><Prefix>&#97;/<![CDATA[<&]]></Prefix></Filter><Expiration><Days>07</Days></Expiration></Rule></LifecycleConfiguration >`;
    const path = `/${before.bucket}`;
    const query = { lifecycle: "" };
    const headers = {
      "content-md5": md5(body),
      "x-amz-transition-default-minimum-object-size": "varies_by_storage_class",
    };
    const put = await sign(before, { method: "PUT", path, query, headers, body });
    expect(await outcomeOf(put)).toEqual([200, undefined]);
    await before.close();

    const { url, init } = await sign(await openS3(folder), { path, query });
    const response = await fetch(url, init);
    expect(await response.text()).toBe(body);
    expect(response.headers.get("x-amz-transition-default-minimum-object-size")).toBe(
      "varies_by_storage_class",
    );
  });

  test("is replaced as a whole, and is not there before and after", async () => {
    const s3 = await openS3();
    const absent = { name: "NoSuchLifecycleConfiguration", $metadata: { httpStatusCode: 404 } };
    await expect(get(s3)).rejects.toMatchObject(absent);
    await put(s3, { ...expiring, ID: "first" });
    const { TransitionDefaultMinimumObjectSize } = await put(s3, expiring);
    expect(TransitionDefaultMinimumObjectSize).toBe("all_storage_classes_128K");
    expect(await get(s3)).toMatchObject({ Rules: [expiring], TransitionDefaultMinimumObjectSize });
    await s3.client.send(new DeleteBucketLifecycleCommand({ Bucket: s3.bucket }));
    await expect(get(s3)).rejects.toMatchObject(absent);
  });

  test("that is refused leaves the one before in place", async () => {
    const s3 = await openS3();
    await put(s3, expiring);
    const many = Array.from({ length: 1001 }, (_, index) => ({ ...expiring, ID: `r${index}` }));
    await expect(put(s3, ...many)).rejects.toMatchObject({ name: "MalformedXML" });
    expect((await get(s3)).Rules).toEqual([expiring]);
    const body = "<LifecycleConfiguration/>";
    const request = { method: "PUT", path: `/${s3.bucket}`, query: { lifecycle: "" }, body };
    expect(await outcomeOf(await sign(s3, request))).toEqual([400, "InvalidRequest"]);
  });
});

// F10
describe("when the clock is moved, lifecycle rules", () => {
  async function keysOf({ client, bucket: Bucket }: FreshS3) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key }) => Key);
  }

  test("delete what has expired by then, more than a page of it, and nothing else", async () => {
    const folder = freshFolder();
    const { store, close } = await openStorage(folder);
    store.createBucket("hosted-data");
    const keys = Array.from({ length: 1001 }, (_, index) => `a/${index}`);
    for (const key of [...keys, "a", "a-2/1", "b/1"]) store.putObject("hosted-data", key, Buffer.from("x"));
    await close();
    const s3 = await openS3(folder);
    await put(s3, expiring);
    await s3.applyLifecycle(new Date(Date.now() + dayInMs - 60_000));
    expect(await keysOf(s3)).toHaveLength(1000);
    await s3.applyLifecycle(new Date(Date.now() + 2 * dayInMs));
    expect(await keysOf(s3)).toEqual(["a", "a-2/1", "b/1"]);
  });

  test("abort what was begun under their prefix", async () => {
    const s3 = await openS3();
    const { client, bucket: Bucket } = s3;
    for (const Key of ["a/1", "b/1"]) await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const AbortIncompleteMultipartUpload = { DaysAfterInitiation: 1 };
    await put(s3, { ID: "u", Status: "Enabled", Filter: { Prefix: "a/" }, AbortIncompleteMultipartUpload });
    await s3.applyLifecycle(new Date(Date.now() + 2 * dayInMs));
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads?.map(({ Key }) => Key)).toEqual(["b/1"]);
  });
});
