import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, describe, expect, test } from "vitest";
import { freshS3 } from "../../../support/s3.ts";
import { md5, outcomeOf, presign, sign } from "./signed-requests.ts";

const s3 = await freshS3();
afterAll(s3.close);
const { client, bucket: Bucket } = s3;

async function bodyOf(Key: string): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
}

const hostileKeys = [
  "a b+c&d%2F%25",
  `<Key>"'&amp;</Key>`,
  "é/\u{1f600}/ß",
  "line\nfeed\rreturn\ttab",
  "\u0001\u001f\u007f",
  "a//b",
  "a/b",
  "a/../b",
  "../../etc/passwd",
  "/slash",
  "slash/",
  ".",
  "?versions#delete",
  "k".repeat(1024),
];

describe("an object", () => {
  test.each(hostileKeys)("with the key %j is put, got and listed under it, and no other is", async (Key) => {
    const own = await freshS3();
    await own.client.send(new PutObjectCommand({ Bucket, Key, Body: "body" }));
    const { Body, ETag } = await own.client.send(new GetObjectCommand({ Bucket, Key }));
    expect([await Body?.transformToString(), ETag]).toEqual(["body", '"841a2d689ad86bd1611447453c22c6fc"']);
    const { Contents = [] } = await own.client.send(
      new ListObjectsV2Command({ Bucket, EncodingType: "url" }),
    );
    expect(Contents.map(({ Key: key = "" }) => decodeURIComponent(key.replaceAll("+", " ")))).toEqual([Key]);
    await own.close();
  });

  test("keeps its type, its metadata and its headers", async () => {
    const described = {
      ContentType: "text/plain; charset=utf-8",
      ContentLanguage: "nl",
      ContentDisposition: 'attachment; filename="a.txt"',
      CacheControl: "no-store",
      Metadata: { controller: "voorbeeld-bv" },
    };
    await client.send(new PutObjectCommand({ Bucket, Key: "described", Body: "x", ...described }));
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: "described" }))).toMatchObject({
      ...described,
      ContentLength: 1,
    });
  });

  test("may be larger than what is read at once, and be got in part", async () => {
    const Body = Buffer.alloc(12 * 1024 * 1024, "0123456789");
    await client.send(new PutObjectCommand({ Bucket, Key: "large", Body }));
    const part = await client.send(new GetObjectCommand({ Bucket, Key: "large", Range: "bytes=10-19" }));
    expect([await part.Body?.transformToString(), part.ContentLength]).toEqual(["0123456789", 10]);
  });

  test("is copied with what it has", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "from", Body: "x", Metadata: { a: "b" } }));
    await client.send(new CopyObjectCommand({ Bucket, Key: "to", CopySource: `${Bucket}/from` }));
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: "to" }))).toMatchObject({
      Metadata: { a: "b" },
    });
  });

  test("is copied with another type, when that is asked for", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "plain", Body: "x", ContentType: "text/plain" }));
    const replacing = { MetadataDirective: "REPLACE" as const, ContentType: "text/html" };
    const CopySource = `${Bucket}/plain`;
    await client.send(new CopyObjectCommand({ Bucket, Key: "page", CopySource, ...replacing }));
    const { ContentType } = await client.send(new HeadObjectCommand({ Bucket, Key: "page" }));
    expect(ContentType).toBe("text/html");
  });

  test("is copied only when it is the one that was meant, if that is asked for", async () => {
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: "pinned/é 1", Body: "first" }));
    const CopySource = `${Bucket}/${encodeURIComponent("pinned/é 1")}`;
    const copy = () =>
      client.send(new CopyObjectCommand({ Bucket, Key: "copy", CopySource, CopySourceIfMatch: ETag }));
    await copy();
    expect(await bodyOf("copy")).toBe("first");
    await client.send(new PutObjectCommand({ Bucket, Key: "pinned/é 1", Body: "second" }));
    const refused = { name: "PreconditionFailed", $metadata: { httpStatusCode: 412 } };
    await expect(copy()).rejects.toMatchObject(refused);
    expect(await bodyOf("copy")).toBe("first");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "pinned/é 1" }));
    await expect(copy()).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("is pinned also where its copy names the only version that there is", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "versioned", Body: "first" }));
    const copy = client.send(
      new CopyObjectCommand({
        Bucket,
        Key: "copy of a version",
        CopySource: `${Bucket}/versioned?versionId=null`,
        CopySourceIfMatch: '"another"',
      }),
    );
    await expect(copy).rejects.toMatchObject({ name: "PreconditionFailed" });
  });

  test("is got only when it is the one that was meant, if that is asked for", async () => {
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: "pinned", Body: "first" }));
    const get = () => client.send(new GetObjectCommand({ Bucket, Key: "pinned", IfMatch: ETag }));
    expect(await (await get()).Body?.transformToString()).toBe("first");
    await client.send(new PutObjectCommand({ Bucket, Key: "pinned", Body: "second" }));
    await expect(get()).rejects.toMatchObject({ name: "PreconditionFailed" });
  });

  test("comes with the headers that a presigned URL asks for, and keeps its own", async () => {
    const object = { Bucket, Key: "shown" };
    await client.send(new PutObjectCommand({ ...object, Body: "<b>", ContentType: "text/html" }));
    const asked = {
      "content-type": "application/octet-stream",
      "content-disposition": 'attachment; filename="DSR-7K3M-9QXT-2W5R-1.pdf"',
      "cache-control": "no-store",
      "content-language": "nl",
      "content-encoding": "identity",
      expires: "Thu, 01 Jan 1970 00:00:00 GMT",
    };
    const url = await getSignedUrl(
      client,
      new GetObjectCommand({
        ...object,
        ResponseContentType: asked["content-type"],
        ResponseContentDisposition: asked["content-disposition"],
        ResponseCacheControl: asked["cache-control"],
        ResponseContentLanguage: asked["content-language"],
        ResponseContentEncoding: asked["content-encoding"],
        ResponseExpires: new Date(0),
      }),
    );
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([200, "<b>"]);
    expect(Object.fromEntries(response.headers)).toMatchObject(asked);
    const { ContentType, ContentDisposition } = await client.send(new HeadObjectCommand(object));
    expect([ContentType, ContentDisposition]).toEqual(["text/html", undefined]);
    const changed = url.replace("application%2Foctet-stream", "text%2Fhtml");
    expect((await fetch(changed)).status).toBe(403);
    await client.send(new DeleteObjectCommand(object));
    const gone = await fetch(url);
    expect([gone.status, gone.headers.get("content-disposition")]).toEqual([404, null]);
  });

  test("gets what a presigned URL says of it, and has to fit a checksum there", async () => {
    const path = `/${Bucket}/presigned`;
    const upload = { method: "PUT", path, body: "x" };
    const described = await presign(s3, { ...upload, query: { "x-amz-meta-controller": "voorbeeld-bv" } });
    expect(await outcomeOf(described)).toEqual([200, undefined]);
    const { Metadata } = await client.send(new HeadObjectCommand({ Bucket, Key: "presigned" }));
    expect(Metadata).toEqual({ controller: "voorbeeld-bv" });
    const empty = await presign(s3, { ...upload, query: { "x-amz-checksum-crc32": "AAAAAA==" } });
    expect(await outcomeOf(empty)).toEqual([400, "BadDigest"]);
  });

  test("that is not there is a 404", async () => {
    await expect(client.send(new GetObjectCommand({ Bucket, Key: "no" }))).rejects.toMatchObject({
      name: "NoSuchKey",
    });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: "no" }))).rejects.toMatchObject({
      name: "NotFound",
    });
    const elsewhere = new PutObjectCommand({ Bucket: "elsewhere", Key: "a", Body: "x" });
    await expect(client.send(elsewhere)).rejects.toMatchObject({ name: "NoSuchBucket" });
  });

  test("with a key of more than 1,024 bytes is refused", async () => {
    const put = new PutObjectCommand({ Bucket, Key: "é".repeat(513), Body: "x" });
    await expect(client.send(put)).rejects.toMatchObject({ name: "KeyTooLongError" });
  });

  test("is written only where none is, or only over a certain one, when that is asked for", async () => {
    const put = (condition: object) =>
      client.send(new PutObjectCommand({ Bucket, Key: "once", Body: "x", ...condition }));
    await expect(put({ IfMatch: "etag" })).rejects.toMatchObject({ name: "NoSuchKey" });
    const { ETag } = await put({ IfNoneMatch: "*" });
    const refused = { name: "PreconditionFailed", $metadata: { httpStatusCode: 412 } };
    await expect(put({ IfNoneMatch: "*" })).rejects.toMatchObject(refused);
    await expect(put({ IfMatch: "other" })).rejects.toMatchObject(refused);
    expect((await put({ IfMatch: ETag })).ETag).toBe(ETag);
  });
});

describe("a body", () => {
  test("in chunks with a checksum behind them is stored without both", async () => {
    const parts = [Buffer.alloc(70_000, "a"), Buffer.from("the end")];
    const ContentLength = 70_007;
    await client.send(
      new PutObjectCommand({ Bucket, Key: "stream", Body: Readable.from(parts), ContentLength }),
    );
    expect(await bodyOf("stream")).toBe(`${"a".repeat(70_000)}the end`);
  });

  test("that its checksum does not fit is refused", async () => {
    const put = (headers: Record<string, string>) =>
      sign(s3, { method: "PUT", path: `/${Bucket}/checked`, body: "body", headers }).then(outcomeOf);
    expect(await put({ "content-md5": md5("body"), "x-amz-checksum-crc32": "qZmrOA==" })).toEqual([
      400,
      "BadDigest",
    ]);
    expect(await put({ "content-md5": md5("other") })).toEqual([400, "BadDigest"]);
    expect(await put({ "x-amz-checksum-sha256": md5("body") })).toEqual([400, "BadDigest"]);
    expect(await put({ "content-md5": md5("body") })).toEqual([200, undefined]);
  });
});

describe("what S3 can do and this server cannot", () => {
  test.each<[string, () => Promise<unknown>]>([
    [
      "tagging an object",
      () => client.send(new PutObjectTaggingCommand({ Bucket, Key: "kept", Tagging: { TagSet: [] } })),
    ],
    ["reading an object's tags", () => client.send(new GetObjectTaggingCommand({ Bucket, Key: "kept" }))],
    [
      "putting an object with tags",
      () => client.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "x", Tagging: "a=b" })),
    ],
    [
      "an object's ACL",
      () => client.send(new PutObjectAclCommand({ Bucket, Key: "kept", ACL: "public-read" })),
    ],
    [
      "locking an object",
      () =>
        client.send(
          new PutObjectCommand({ Bucket, Key: "kept", Body: "x", ObjectLockLegalHoldStatus: "ON" }),
        ),
    ],
    [
      "versioning",
      () =>
        client.send(
          new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
        ),
    ],
    [
      "copying unless it is a certain object",
      () =>
        client.send(
          new CopyObjectCommand({
            Bucket,
            Key: "kept",
            CopySource: `${Bucket}/kept`,
            CopySourceIfNoneMatch: '"a"',
            MetadataDirective: "REPLACE",
          }),
        ),
    ],
    ["CORS", () => client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [] } }))],
  ])("is refused as not implemented, and changes nothing: %s", async (_, attempt) => {
    await client.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "as it was" }));
    await expect(attempt()).rejects.toMatchObject({
      name: "NotImplemented",
      $metadata: { httpStatusCode: 501 },
    });
    expect(await bodyOf("kept")).toBe("as it was");
  });
});

// F16
test("whoever expects the bucket to be another account's is refused", async () => {
  const put = (ExpectedBucketOwner: string) =>
    client.send(new PutObjectCommand({ Bucket, Key: "owned", Body: "x", ExpectedBucketOwner }));
  await expect(put("111111111111")).rejects.toMatchObject({ name: "AccessDenied" });
  await expect(client.send(new HeadObjectCommand({ Bucket, Key: "owned" }))).rejects.toMatchObject({
    name: "NotFound",
  });
  expect((await put("000000000000")).$metadata.httpStatusCode).toBe(200);
  const url = await presign(s3, {
    path: `/${Bucket}/owned`,
    query: { "x-amz-expected-bucket-owner": "111111111111" },
  });
  expect(await outcomeOf(url)).toEqual([403, "AccessDenied"]);
});
