import { describe, expect, test } from "vitest";
import { bucketPolicyOf, onlyResource, resourcesOf, synthesize } from "../synthesized.ts";

const template = synthesize();
const bucket = onlyResource(
  template,
  "AWS::S3::Bucket",
  ({ LifecycleConfiguration }) => LifecycleConfiguration,
);

describe("the bucket that forms send to", () => {
  // D2
  test("removes what is a day old, at the midnight after: within 48 hours, finished or not", () => {
    expect(bucket.Properties.LifecycleConfiguration).toEqual({
      Rules: [
        {
          Id: "left-over",
          Status: "Enabled",
          ExpirationInDays: 1,
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        },
      ],
    });
  });

  test("tells EventBridge of what arrives, and nobody else", () => {
    expect(bucket.Properties.NotificationConfiguration).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
    expect(resourcesOf(template, "Custom::S3BucketNotifications")).toEqual([]);
  });

  // H8
  test("keeps no version, no copy and no log of its keys, is encrypted, and closed to the public and other origins", () => {
    expect(Object.keys(bucket.Properties).toSorted()).toEqual([
      "BucketEncryption",
      "LifecycleConfiguration",
      "NotificationConfiguration",
      "PublicAccessBlockConfiguration",
    ]);
    expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
  });

  test("is reached over TLS 1.2 or not at all", () => {
    const { Statement } = bucketPolicyOf(template, bucket);
    expect(Statement).toMatchObject([
      { Effect: "Deny", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { Effect: "Deny", Action: "s3:*", Condition: { NumericLessThan: { "s3:TlsVersion": 1.2 } } },
    ]);
  });
});

// D8
test("nobody may tag a file, nor read a tag", () => {
  for (const settings of [{}, { malwareProtection: true }]) {
    const policies = resourcesOf(synthesize(settings), "AWS::IAM::Policy");
    const actions = policies
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .flatMap(({ Action }) => Action);
    expect(actions.filter((action: string) => /tagging/i.test(action))).toEqual([]);
  }
});
