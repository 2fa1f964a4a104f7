import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, describe, expect, test } from "vitest";
import { freshS3 } from "../../../support/s3.ts";

const s3 = await freshS3();
afterAll(s3.close);
const { client, bucket: Bucket } = s3;

describe("a bucket", () => {
  test("that is fresh has neither versioning, replication, access logs nor Object Lock", async () => {
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect((await client.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
    await expect(client.send(new GetBucketReplicationCommand({ Bucket }))).rejects.toMatchObject({
      name: "ReplicationConfigurationNotFoundError",
      $metadata: { httpStatusCode: 404 },
    });
    await expect(client.send(new GetObjectLockConfigurationCommand({ Bucket }))).rejects.toMatchObject({
      name: "ObjectLockConfigurationNotFoundError",
      $metadata: { httpStatusCode: 404 },
    });
  });

  test("is in the stack's region", async () => {
    expect((await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe("eu-central-1");
    const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe("eu-central-1");
  });

  test("is not created with Object Lock, which only the stack's own have", async () => {
    const locked = new CreateBucketCommand({ Bucket: "locked", ObjectLockEnabledForBucket: true });
    await expect(client.send(locked)).rejects.toMatchObject({ name: "NotImplemented" });
    await expect(client.send(new HeadBucketCommand({ Bucket: "locked" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });

  test("is created once, and deleted when it is empty", async () => {
    const another = { Bucket: "another" };
    await client.send(new CreateBucketCommand(another));
    await expect(client.send(new CreateBucketCommand(another))).rejects.toMatchObject({
      name: "BucketAlreadyOwnedByYou",
    });
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(["another", Bucket]);
    await client.send(new PutObjectCommand({ ...another, Key: "a", Body: "x" }));
    await expect(client.send(new DeleteBucketCommand(another))).rejects.toMatchObject({
      name: "BucketNotEmpty",
    });
    await client.send(new DeleteObjectCommand({ ...another, Key: "a" }));
    await client.send(new DeleteBucketCommand(another));
    await expect(client.send(new HeadBucketCommand(another))).rejects.toMatchObject({ name: "NotFound" });
  });

  test("with a name that S3 does not take is refused", async () => {
    await expect(client.send(new CreateBucketCommand({ Bucket: "Upper-Case" }))).rejects.toMatchObject({
      name: "InvalidBucketName",
    });
  });
});
