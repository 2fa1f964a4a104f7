import {
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshS3 } from "../../../support/s3.ts";

const keys = ["B", "a/1", "a/2", "a/é f+g~(h)*!", "b"];

const s3 = await freshS3();
afterAll(s3.close);
const { client, bucket: Bucket } = s3;

beforeAll(async () => {
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});

function versions(input: Partial<ListObjectVersionsCommandInput> = {}) {
  return client.send(new ListObjectVersionsCommand({ Bucket, ...input }));
}

describe("the versions of an unversioned bucket", () => {
  test("are its objects, each the latest and with the id null", async () => {
    const { Versions = [], DeleteMarkers, IsTruncated } = await versions({ MaxKeys: 1 });
    expect(Versions).toEqual([
      {
        Key: "B",
        VersionId: "null",
        IsLatest: true,
        Size: 1,
        ETag: '"9d5ed678fe57bcca610140957afab571"',
        LastModified: expect.any(Date),
        StorageClass: "STANDARD",
        Owner: { ID: "000000000000" },
      },
    ]);
    expect([DeleteMarkers, IsTruncated]).toEqual([undefined, true]);
  });

  test("come page by page, each going on from the markers of the one before", async () => {
    const found: (string | undefined)[] = [];
    let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    for (let pages = 0; pages < 3; pages += 1) {
      const page = await versions({ MaxKeys: 2, ...markers });
      found.push(...(page.Versions ?? []).map(({ Key }) => Key));
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      expect(page.IsTruncated).toBe(pages < 2);
      expect(page.NextVersionIdMarker).toBe(pages < 2 ? "null" : undefined);
    }
    expect(found).toEqual(keys);
  });

  test("are those under a prefix, and are rolled up at a delimiter", async () => {
    expect((await versions({ Prefix: "a/" })).Versions?.map(({ Key }) => Key)).toEqual(keys.slice(1, 4));
    expect((await versions({ Prefix: "a/1/" })).Versions).toBeUndefined();
    const first = await versions({ Delimiter: "/", MaxKeys: 2 });
    expect([first.Versions?.map(({ Key }) => Key), first.CommonPrefixes]).toEqual([
      ["B"],
      [{ Prefix: "a/" }],
    ]);
    expect([first.NextKeyMarker, first.NextVersionIdMarker]).toEqual(["a/", undefined]);
    const second = await versions({ Delimiter: "/", KeyMarker: first.NextKeyMarker });
    expect(second.Versions?.map(({ Key }) => Key)).toEqual(["b"]);
  });

  test("are written as S3 encodes them, when that is asked for", async () => {
    const page = await versions({ EncodingType: "url", Prefix: "a/é", Delimiter: "é " });
    expect(page).toMatchObject({ EncodingType: "url", Prefix: "a/%C3%A9", Delimiter: "%C3%A9+" });
    expect(page.Versions?.map(({ Key }) => Key)).toEqual(["a/%C3%A9+f%2Bg%7E%28h%29*%21"]);
    const [first] = (await versions({ EncodingType: "url", KeyMarker: "a/2", MaxKeys: 1 })).Versions ?? [];
    expect(first?.Key).toBe("a/%C3%A9+f%2Bg%7E%28h%29*%21");
  });

  test.each<[string, Partial<ListObjectVersionsCommandInput>]>([
    ["a version marker without a key marker", { VersionIdMarker: "null" }],
    ["a version marker that is no version's", { KeyMarker: "a", VersionIdMarker: "3sL4kqtJlcpXroDTDmJ" }],
    ["a negative number of keys", { MaxKeys: -1 }],
  ])("are refused for %s", async (_, input) => {
    await expect(versions(input)).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});

describe("the objects of a bucket", () => {
  test("come page by page with a continuation token, in the order of their bytes", async () => {
    const found: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 2, ContinuationToken }));
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(found).toEqual(keys);
  });

  test("begin after a key, and are rolled up at a delimiter", async () => {
    const page = await client.send(new ListObjectsV2Command({ Bucket, StartAfter: "B", Delimiter: "/" }));
    expect(page).toMatchObject({ KeyCount: 2, StartAfter: "B", CommonPrefixes: [{ Prefix: "a/" }] });
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(["b"]);
  });

  test("come in the first version of the listing, too", async () => {
    const page = await client.send(
      new ListObjectsCommand({ Bucket, Marker: "B", MaxKeys: 1, Delimiter: "/" }),
    );
    expect(page).toMatchObject({ Marker: "B", IsTruncated: true, NextMarker: "a/" });
  });

  test("are refused in another encoding, and in a bucket that is not there", async () => {
    const EncodingType = "base64" as "url";
    const command = new ListObjectsV2Command({ Bucket, EncodingType });
    await expect(client.send(command)).rejects.toMatchObject({ name: "InvalidArgument" });
    const elsewhere = new ListObjectsV2Command({ Bucket: "elsewhere" });
    await expect(client.send(elsewhere)).rejects.toMatchObject({ name: "NoSuchBucket" });
  });
});
