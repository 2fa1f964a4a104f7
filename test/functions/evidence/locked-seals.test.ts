import type { ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, onTestFinished, test } from "vitest";
import { lockedSeals } from "../../../functions/evidence/locked-seals.ts";
import { sealBucket } from "../../../functions/evidence/seal-bucket.ts";
import { sealObjectKey } from "../../../shared/evidence/seal-object.ts";
import { freshS3 } from "../../support/s3.ts";
import { memoryKey, sealed } from "./seal-world.ts";

test("seals are listed by their numbers and read as they were put", async () => {
  const s3 = await freshS3();
  onTestFinished(() => s3.close());
  const { object } = await sealed([], memoryKey());
  const text = JSON.stringify(object);
  for (const number of [1, 2, 10]) await sealBucket(s3.client, s3.bucket).put(number, text);
  await sealBucket(s3.client, s3.bucket).put(11, '{"seal":1}');
  const locked = lockedSeals(s3.client, s3.bucket);
  const numbers = async (after: number, most: number) =>
    (await locked.list(after, most)).map(({ number }) => number);
  expect(await numbers(0, 100)).toEqual([1, 2, 10, 11]);
  expect(await numbers(1, 2)).toEqual([2, 10]);
  expect(await numbers(11, 100)).toEqual([]);
  const read = async (after: number) => {
    const [seal] = await locked.list(after, 1);
    return seal && locked.read(seal);
  };
  expect(await read(2)).toEqual(object);
  expect(await read(10)).toBeUndefined();
});

/** A bucket's list of versions, two on a page; S3 names those of a key together, the newest first. */
function versioned(versions: readonly { Key: string; VersionId: string }[]): S3Client {
  const send = async ({ input: { KeyMarker, VersionIdMarker } }: ListObjectVersionsCommand) => {
    const start =
      versions.findIndex(({ Key, VersionId }) => Key === KeyMarker && VersionId === VersionIdMarker) + 1;
    const page = versions.filter(({ Key }) => Key > (KeyMarker ?? "") || start > 0).slice(start, start + 2);
    const last = page.at(-1);
    const IsTruncated = last !== undefined && last !== versions.at(-1);
    return {
      Versions: page,
      IsTruncated,
      ...(IsTruncated && { NextKeyMarker: last.Key, NextVersionIdMarker: last.VersionId }),
    };
  };
  return { send } as unknown as S3Client;
}

// G3
test("what was put first under a key counts, whatever was put over it", async () => {
  const version = (number: number, VersionId: string) => ({ Key: sealObjectKey(number), VersionId });
  const locked = lockedSeals(
    versioned([
      version(1, "first"),
      version(2, "third"),
      version(2, "second"),
      version(2, "first"),
      { Key: "seals/odd.json", VersionId: "first" },
      version(3, "first"),
    ]),
    "bucket",
  );
  const first = (...numbers: number[]) => numbers.map((number) => ({ number, versionId: "first" }));
  expect(await locked.list(0, 100)).toEqual(first(1, 2, 3));
  expect(await locked.list(0, 2)).toEqual(first(1, 2));
});
