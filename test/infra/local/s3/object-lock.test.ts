import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, onTestFinished, test } from "vitest";
import { freshS3, owner } from "../../../support/s3.ts";
import { md5, outcomeOf, sign } from "./signed-requests.ts";

const Bucket = "seals";
const day = 24 * 60 * 60 * 1000;

/** An S3 with a locked bucket that holds one object, and a clock that can be moved. */
async function setUp() {
  let ahead = 0;
  const s3 = await freshS3({
    buckets: ["hosted-data", Bucket],
    locks: new Map([[Bucket, { mode: "GOVERNANCE", days: 2 }]]),
    credentials: [{ ...owner, anyTime: true }],
    now: () => new Date(Date.now() + ahead),
  });
  onTestFinished(s3.close);
  await s3.client.send(new PutObjectCommand({ Bucket, Key: "seal", Body: "as it was" }));
  const body = () =>
    s3.client.send(new GetObjectCommand({ Bucket, Key: "seal" })).then(
      ({ Body }) => Body?.transformToString(),
      ({ name }: Error) => name,
    );
  function moveClock(by: number): void {
    ahead = by;
  }
  return { ...s3, body, moveClock };
}

type Ready = Awaited<ReturnType<typeof setUp>>;

const denied = { name: "AccessDenied", message: "Access Denied because object protected by object lock." };

/** What would change the object, and what there is when it has. */
const changes: [string, after: string, (s3: Ready) => Promise<unknown>][] = [
  ["deleted", "NoSuchKey", ({ client }) => client.send(new DeleteObjectCommand({ Bucket, Key: "seal" }))],
  [
    "deleted by its version",
    "NoSuchKey",
    ({ client }) => client.send(new DeleteObjectCommand({ Bucket, Key: "seal", VersionId: "null" })),
  ],
  [
    "deleted by who may bypass its protection",
    "NoSuchKey",
    ({ client }) =>
      client.send(new DeleteObjectCommand({ Bucket, Key: "seal", BypassGovernanceRetention: true })),
  ],
  ["overwritten", "x", ({ client }) => client.send(new PutObjectCommand({ Bucket, Key: "seal", Body: "x" }))],
  [
    "overwritten by a copy",
    "x",
    async ({ client }) => {
      await client.send(new PutObjectCommand({ Bucket: "hosted-data", Key: "other", Body: "x" }));
      const CopySource = "hosted-data/other";
      return client.send(new CopyObjectCommand({ Bucket, Key: "seal", CopySource }));
    },
  ],
  [
    "overwritten in parts",
    "x",
    async ({ client }) => {
      const object = { Bucket, Key: "seal" };
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
      const part = new UploadPartCommand({ ...object, UploadId, PartNumber: 1, Body: "x" });
      const { ETag } = await client.send(part);
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      return client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload }));
    },
  ],
];

describe("an object in a bucket with Object Lock", () => {
  test.each(changes)("is not %s before its retention is over, and then is", async (_, after, change) => {
    const s3 = await setUp();
    for (const by of [0, 2 * day - 60_000]) {
      s3.moveClock(by);
      await expect(change(s3)).rejects.toMatchObject({ ...denied, $metadata: { httpStatusCode: 403 } });
      expect(await s3.body()).toBe("as it was");
    }
    s3.moveClock(2 * day + 60_000);
    await change(s3);
    expect(await s3.body()).toBe(after);
  });

  test("is told of as protected by who wants to write it only where there is none", async () => {
    const { client } = await setUp();
    const again = new PutObjectCommand({ Bucket, Key: "seal", Body: "x", IfNoneMatch: "*" });
    await expect(client.send(again)).rejects.toMatchObject({ name: "PreconditionFailed" });
  });

  test("is left out when many are deleted at once", async () => {
    const s3 = await setUp();
    const Objects = [{ Key: "seal" }, { Key: "nothing" }];
    const { Deleted, Errors } = await s3.client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
    );
    expect(Deleted).toEqual([{ Key: "nothing" }]);
    expect(Errors).toEqual([{ Key: "seal", Code: denied.name, Message: denied.message }]);
    expect(await s3.body()).toBe("as it was");
  });

  test("is left by lifecycle rules until its retention is over", async () => {
    const s3 = await setUp();
    const Rules = [{ Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 1 } }];
    await s3.client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
    );
    await s3.applyLifecycle(new Date(Date.now() + 2 * day - 60_000));
    expect(await s3.body()).toBe("as it was");
    await s3.applyLifecycle(new Date(Date.now() + 2 * day + 60_000));
    expect(await s3.body()).toBe("NoSuchKey");
  });

  test("says until when it is protected, and how", async () => {
    const { client } = await setUp();
    for (const command of [GetObjectCommand, HeadObjectCommand]) {
      const answer = await client.send(new command({ Bucket, Key: "seal" }));
      expect(answer.ObjectLockMode).toBe("GOVERNANCE");
      expect(answer.ObjectLockRetainUntilDate?.getTime()).toBeGreaterThan(Date.now() + 2 * day - 60_000);
      expect(answer.ObjectLockRetainUntilDate?.getTime()).toBeLessThanOrEqual(Date.now() + 2 * day);
    }
    await client.send(new PutObjectCommand({ Bucket: "hosted-data", Key: "free", Body: "x" }));
    const free = await client.send(new HeadObjectCommand({ Bucket: "hosted-data", Key: "free" }));
    expect([free.ObjectLockMode, free.ObjectLockRetainUntilDate]).toEqual([undefined, undefined]);
  });

  test("is put with a checksum only", async () => {
    const s3 = await setUp();
    const put = (bucket: string, headers: Record<string, string>) =>
      sign(s3, { method: "PUT", path: `/${bucket}/new`, body: "body", headers }).then(outcomeOf);
    expect(await put(Bucket, {})).toEqual([400, "InvalidRequest"]);
    expect(await put(Bucket, { "content-md5": md5("other") })).toEqual([400, "BadDigest"]);
    expect(await put(Bucket, { "content-md5": md5("body") })).toEqual([200, undefined]);
    expect(await put("hosted-data", {})).toEqual([200, undefined]);
  });
});

test("a bucket with Object Lock says so, and is not deleted while it holds something", async () => {
  const { client } = await setUp();
  const { ObjectLockConfiguration } = await client.send(new GetObjectLockConfigurationCommand({ Bucket }));
  expect(ObjectLockConfiguration).toEqual({
    ObjectLockEnabled: "Enabled",
    Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 2 } },
  });
  await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
    name: "BucketNotEmpty",
  });
});
