import { GetObjectCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealBucket } from "../../../functions/evidence/seal-bucket.ts";
import { clientOf, type FreshS3, freshS3, owner } from "../../support/s3.ts";

let s3: FreshS3;
beforeAll(async () => {
  s3 = await freshS3();
});
afterAll(() => s3.close());

describe("the bucket of the seals", () => {
  // G4
  test("takes one object of each number, whoever comes first", async () => {
    const bucket = sealBucket(s3.client, s3.bucket);
    expect(await bucket.put(1, "first")).toBe("stored");
    expect(await bucket.put(1, "second")).toBe("taken");
    expect(await bucket.put(2, "é, the next")).toBe("stored");
    expect(await bucket.read(1)).toBe("first");
    expect(await bucket.read(2)).toBe("é, the next");
  });

  test("holds them under their numbers, as JSON, each with the checksum without which it locks none", async () => {
    await sealBucket(s3.client, s3.bucket).put(12, "{}");
    const Key = "seals/000000000012.json";
    const { ContentType, ChecksumSHA256 } = await s3.client.send(
      new GetObjectCommand({ Bucket: s3.bucket, Key, ChecksumMode: "ENABLED" }),
    );
    expect({ ContentType, ChecksumSHA256 }).toEqual({
      ContentType: "application/json",
      ChecksumSHA256: "RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=",
    });
  });

  test("does not know yet whose a number is while several are putting it", async () => {
    const client = refusing(409, "ConditionalRequestConflict");
    expect(await sealBucket(client, s3.bucket).put(3, "{}")).toBe("contested");
  });

  test("lets everything else that goes wrong through", async () => {
    const elsewhere = sealBucket(s3.client, "no-such-bucket");
    await expect(elsewhere.put(1, "{}")).rejects.toThrow(S3ServiceException);
    await expect(sealBucket(s3.client, s3.bucket).read(99)).rejects.toThrow(S3ServiceException);
  });
});

/** A client whose every call S3 refuses with this code. */
function refusing(httpStatusCode: number, name: string): S3Client {
  const client = clientOf(s3, owner);
  client.middlewareStack.add(
    () => async () => {
      throw new S3ServiceException({ name, $fault: "client", $metadata: { httpStatusCode } });
    },
    { step: "initialize" },
  );
  return client;
}
