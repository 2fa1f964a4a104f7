import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { type ObjectCreated, objectCreated } from "../../../../infra/local/s3/object-created.ts";
import { freshS3 } from "../../../support/s3.ts";

const now = new Date("2026-11-22T10:15:00.250Z");

/** An S3 with one bucket that tells and one that does not, and what it has told. */
async function tellingS3(emit?: () => Promise<void>) {
  const told: ObjectCreated[] = [];
  const lines: string[] = [];
  const s3 = await freshS3({
    buckets: ["uploads", "silent"],
    events: {
      buckets: new Set(["uploads"]),
      emit: async (event) => {
        told.push(event);
        await emit?.();
      },
    },
    log: (line) => void lines.push(line),
  });
  onTestFinished(s3.close);
  return { ...s3, told, lines };
}

const Bucket = "uploads";

describe("of an object that is stored, S3 tells", () => {
  test("however it came, and of nothing else", async () => {
    const { client, told } = await tellingS3();
    await client.send(new PutObjectCommand({ Bucket, Key: "put", Body: "x" }));
    await client.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/put` }));
    const { url, fields } = await createPresignedPost(client, { Bucket, Key: "posted" });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob(["content"]), "a.txt");
    expect((await fetch(url, { method: "POST", body: form })).status).toBe(204);
    const parts = { Bucket, Key: "in parts" };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(parts));
    const part = { ...parts, UploadId, PartNumber: 1 };
    const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: "part" }));
    const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
    await client.send(new CompleteMultipartUploadCommand({ ...parts, UploadId, MultipartUpload }));
    await client.send(new GetObjectCommand({ Bucket, Key: "put" }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "put" }));
    await client.send(new PutObjectCommand({ Bucket: "silent", Key: "put", Body: "x" }));
    expect(told.map(({ detail: { reason, object } }) => [reason, object.key, object.size])).toEqual([
      ["PutObject", "put", 1],
      ["CopyObject", "copy", 1],
      ["POST Object", "posted", 7],
      ["CompleteMultipartUpload", "in parts", 4],
    ]);
  });

  test("not when it is refused", async () => {
    const { client, told } = await tellingS3();
    const copy = new CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/nothing` });
    await expect(client.send(copy)).rejects.toMatchObject({ name: "NoSuchKey" });
    const put = new PutObjectCommand({ Bucket, Key: "put", Body: "x", IfMatch: '"another"' });
    await expect(client.send(put)).rejects.toMatchObject({ name: "NoSuchKey" });
    expect(told).toEqual([]);
  });

  test("and answers without waiting for whoever is told", async () => {
    const { client, told } = await tellingS3(() => new Promise(() => {}));
    await client.send(new PutObjectCommand({ Bucket, Key: "put", Body: "x" }));
    expect(told).toHaveLength(1);
  });

  test("and logs that nobody took it, without the key", async () => {
    const { client, lines } = await tellingS3(() => Promise.reject(new TypeError("noor@example.org")));
    await client.send(new PutObjectCommand({ Bucket, Key: "noor", Body: "x" }));
    expect(lines).toEqual(["S3: an event was not handed on (TypeError)"]);
  });
});

const place = { account: "000000000000", region: "eu-central-1" };

test("an event has the shape that AWS documents: the key as it is, the tag without quotes", () => {
  const created = {
    bucket: "uploads",
    key: "controllers/é b/1",
    size: 7,
    etag: '"9a0364b9e99bb480dd25e1f0284c8555"',
    reason: "POST Object",
    requestId: "0123456789ABCDEF",
  } as const;
  expect(objectCreated(created, place, now)).toEqual({
    version: "0",
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    "detail-type": "Object Created",
    source: "aws.s3",
    account: "000000000000",
    time: "2026-11-22T10:15:00Z",
    region: "eu-central-1",
    resources: ["arn:aws:s3:::uploads"],
    detail: {
      version: "0",
      bucket: { name: "uploads" },
      object: {
        key: "controllers/é b/1",
        size: 7,
        etag: "9a0364b9e99bb480dd25e1f0284c8555",
        sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
      },
      "request-id": "0123456789ABCDEF",
      requester: "000000000000",
      "source-ip-address": "127.0.0.1",
      reason: "POST Object",
    },
  });
});

test("of two events the later has the larger sequencer, wherever the clock goes", () => {
  const created = { bucket: "b", key: "k", size: 1, etag: "e", reason: "PutObject", requestId: "r" } as const;
  const sequencer = (at: Date) => objectCreated(created, place, at).detail.object.sequencer;
  const time = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") });
  const check = (one: Date, other: Date) => {
    expect(sequencer(one) < sequencer(other)).toBe(true);
  };
  fc.assert(fc.property(time, time, check));
});
