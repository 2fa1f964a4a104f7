import { describe, expect, test } from "vitest";
import { bucketPolicyOf, onlyResource, synthesize } from "./synthesized.ts";

const template = synthesize();
const bucket = onlyResource(
  template,
  "AWS::S3::Bucket",
  ({ ObjectLockEnabled, LifecycleConfiguration }) => !ObjectLockEnabled && !LifecycleConfiguration,
);

// H8, D1
describe("the bucket of controllers' data", () => {
  test("outlives the stack", () => {
    expect(bucket).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
  });

  test("keeps no version of what is deleted, no copy and no log of its keys", () => {
    for (const keeper of [
      "VersioningConfiguration",
      "ObjectLockEnabled",
      "ReplicationConfiguration",
      "LoggingConfiguration",
      "InventoryConfigurations",
    ])
      expect(bucket.Properties).not.toHaveProperty(keeper);
  });

  test("leaves its lifecycle configuration to the destruction: a deployment would overwrite it", () => {
    expect(bucket.Properties).not.toHaveProperty("LifecycleConfiguration");
  });

  test("is encrypted, and closed to the public", () => {
    expect(bucket.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  test("is reached over TLS 1.2 or not at all", () => {
    const { Statement } = bucketPolicyOf(template, bucket);
    const denied = Statement.map(({ Effect, Principal, Action, Condition }: Record<string, unknown>) => ({
      Effect,
      Principal,
      Action,
      Condition,
    }));
    const everybody = { Effect: "Deny", Principal: { AWS: "*" }, Action: "s3:*" };
    expect(denied).toContainEqual({ ...everybody, Condition: { Bool: { "aws:SecureTransport": "false" } } });
    expect(denied).toContainEqual({ ...everybody, Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } });
  });
});
