import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { S3Credentials } from "../../../../infra/local/s3/authenticate.ts";
import { clientOf, type FreshS3, freshS3, owner } from "../../../support/s3.ts";

const user: S3Credentials = { accessKeyId: "USER", secretAccessKey: "secret", rights: "objects" };
const rules = [{ Status: "Enabled" as const, Filter: { Prefix: "a/" }, Expiration: { Days: 1 } }];

let s3: FreshS3;
let client: S3Client;
beforeAll(async () => {
  s3 = await freshS3({ credentials: [owner, user] });
  client = clientOf(s3, user);
});
afterAll(async () => {
  client?.destroy();
  await s3?.close();
});

describe("a key pair for objects", () => {
  test("reads, writes, lists and deletes them, and reads the lifecycle configuration", async () => {
    const object = { Bucket: s3.bucket, Key: "a" };
    await client.send(new PutObjectCommand({ ...object, Body: "body" }));
    const { Body } = await client.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe("body");
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
    expect((await client.send(new ListMultipartUploadsCommand(object))).Uploads).toMatchObject([
      { UploadId },
    ]);
    await client.send(new AbortMultipartUploadCommand({ ...object, UploadId }));
    expect((await client.send(new ListObjectsV2Command(object))).KeyCount).toBe(1);
    expect((await client.send(new ListObjectVersionsCommand(object))).Versions).toHaveLength(1);
    await client.send(new DeleteObjectCommand(object));
    await client.send(new DeleteObjectsCommand({ ...object, Delete: { Objects: [object] } }));
    const LifecycleConfiguration = { Rules: rules };
    await s3.client.send(new PutBucketLifecycleConfigurationCommand({ ...object, LifecycleConfiguration }));
    const { Rules } = await client.send(new GetBucketLifecycleConfigurationCommand(object));
    expect(Rules).toEqual(rules);
  });

  test.each<[string, (Bucket: string) => Promise<unknown>]>([
    ["create a bucket", () => client.send(new CreateBucketCommand({ Bucket: "another" }))],
    ["delete a bucket", (Bucket) => client.send(new DeleteBucketCommand({ Bucket }))],
    ["list buckets", () => client.send(new ListBucketsCommand({}))],
    [
      "put lifecycle rules",
      (Bucket) =>
        client.send(
          new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: rules } }),
        ),
    ],
    ["delete lifecycle rules", (Bucket) => client.send(new DeleteBucketLifecycleCommand({ Bucket }))],
    ["read the versioning", (Bucket) => client.send(new GetBucketVersioningCommand({ Bucket }))],
    [
      "put the versioning",
      (Bucket) =>
        client.send(
          new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
        ),
    ],
    ["put a policy", (Bucket) => client.send(new PutBucketPolicyCommand({ Bucket, Policy: "{}" }))],
  ])("may not %s", async (_, attempt) => {
    await expect(attempt(s3.bucket)).rejects.toMatchObject({
      name: "AccessDenied",
      $metadata: { httpStatusCode: 403 },
    });
  });
});
