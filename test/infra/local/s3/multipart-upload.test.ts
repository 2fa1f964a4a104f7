import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { describe, expect, onTestFinished, test } from "vitest";
import { type FreshS3, freshS3 } from "../../../support/s3.ts";

async function openS3(folder?: string): Promise<FreshS3> {
  const s3 = await freshS3(folder === undefined ? {} : { folder });
  onTestFinished(s3.close);
  return s3;
}

async function begin({ client, bucket: Bucket }: FreshS3, Key: string): Promise<string> {
  const { UploadId = "" } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  return UploadId;
}

async function list(
  { client, bucket: Bucket }: FreshS3,
  input: Partial<ListMultipartUploadsCommandInput> = {},
) {
  return client.send(new ListMultipartUploadsCommand({ Bucket, ...input }));
}

describe("an upload in parts", () => {
  test("is completed, also after a restart in between, and then is no upload any more", async () => {
    const folder = mkdtempSync(join(tmpdir(), "meldpunt-s3-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const upload = { Bucket: "hosted-data", Key: 'parts/é & "<b>"' };
    const five = 5 * 1024 * 1024;

    const before = await openS3(folder);
    const UploadId = await begin(before, upload.Key);
    const first = { ...upload, UploadId, PartNumber: 1, Body: Buffer.alloc(five, "a") };
    const { ETag: firstTag } = await before.client.send(new UploadPartCommand(first));
    await before.close();

    const s3 = await openS3(folder);
    expect((await list(s3)).Uploads).toMatchObject([
      { Key: upload.Key, UploadId, Initiated: expect.any(Date) },
    ]);
    const second = { ...upload, UploadId, PartNumber: 2, Body: "the end" };
    const { ETag: secondTag } = await s3.client.send(new UploadPartCommand(second));
    const Parts = [firstTag, secondTag].map((ETag, index) => ({ ETag, PartNumber: index + 1 }));
    const completion = new CompleteMultipartUploadCommand({
      ...upload,
      UploadId,
      MultipartUpload: { Parts },
    });
    expect(await s3.client.send(completion)).toMatchObject({
      ...upload,
      ETag: expect.stringMatching(/-2"$/),
    });
    expect((await list(s3)).Uploads).toBeUndefined();
    const { Body } = await s3.client.send(new GetObjectCommand({ ...upload, Range: `bytes=${five - 1}-` }));
    expect(await Body?.transformToString()).toBe("athe end");
  });

  test("is aborted by its own key only, and then takes no part", async () => {
    const s3 = await openS3();
    const [UploadId, Bucket] = [await begin(s3, "own"), s3.bucket];
    const abort = (Key: string) => s3.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    await expect(abort("other")).rejects.toMatchObject({ name: "NoSuchUpload" });
    expect((await list(s3)).Uploads).toHaveLength(1);
    await abort("own");
    expect((await list(s3)).Uploads).toBeUndefined();
    const part = new UploadPartCommand({ Bucket, Key: "own", UploadId, PartNumber: 1, Body: "x" });
    await expect(s3.client.send(part)).rejects.toMatchObject({ name: "NoSuchUpload" });
  });

  test("takes an object as a part", async () => {
    const s3 = await openS3();
    const object = { Bucket: s3.bucket, Key: "copied" };
    await s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: "source", Body: "body" }));
    const upload = { ...object, UploadId: await begin(s3, "copied") };
    const copy = new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource: `${s3.bucket}/source` });
    const { CopyPartResult } = await s3.client.send(copy);
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: CopyPartResult?.ETag }] };
    await s3.client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }));
    const { Body } = await s3.client.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe("body");
  });

  test("with a part that is not there, or of a number that cannot be, is refused", async () => {
    const s3 = await openS3();
    const upload = { Bucket: s3.bucket, Key: "a", UploadId: await begin(s3, "a") };
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: '"x"' }] };
    const completion = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload });
    await expect(s3.client.send(completion)).rejects.toMatchObject({ name: "InvalidPart" });
    const part = new UploadPartCommand({ ...upload, PartNumber: 10_001, Body: "x" });
    await expect(s3.client.send(part)).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});

describe("the unfinished uploads of a bucket", () => {
  test("are listed by key and id, under a prefix, page by page", async () => {
    const s3 = await openS3();
    const twice = [await begin(s3, "u/a b"), await begin(s3, "u/a b")].sort();
    const ids = [...twice, await begin(s3, "u/b")];
    await begin(s3, "other");
    const found: (string | undefined)[] = [];
    let markers: Partial<ListMultipartUploadsCommandInput> = {};
    for (let pages = 0; pages < 3; pages += 1) {
      const page = await list(s3, { Prefix: "u/", MaxUploads: 1, ...markers });
      found.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId));
      markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
      expect(page.IsTruncated).toBe(pages < 2);
    }
    expect(found).toEqual(ids);
    const { Uploads } = await list(s3, { KeyMarker: "u/a b", EncodingType: "url" });
    expect(Uploads?.map(({ Key }) => Key)).toEqual(["u/b"]);
    expect((await list(s3, { Prefix: "u/a", EncodingType: "url" })).Uploads?.[0]?.Key).toBe("u/a+b");
  });
});
