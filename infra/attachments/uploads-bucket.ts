import { Duration, Stack, Validations } from "aws-cdk-lib";
import type { EventPattern } from "aws-cdk-lib/aws-events";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { type Access, knows } from "../parts/access.ts";
import { arnInFindings, guarded, resourceOf } from "../parts/guarded-bucket.ts";

/**
 * The bucket that strangers' forms send files to. A file stays here until it was looked at; whatever is left, S3 removes:
 * the day after it is a day old, so within 48 hours.
 */
export class UploadsBucket extends Construct {
  /** The bucket itself. */
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, "Bucket", {
      versioned: false,
      ...guarded,
      lifecycleRules: [
        {
          id: "left-over",
          expiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    // The property of the construct brings a function along that has no log group of its own.
    resourceOf(this.bucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    Validations.of(this.bucket).acknowledge({
      id: "AwsSolutions::AwsSolutions-S1",
      reason:
        "Access logs repeat the keys of objects: another copy of personal data that would have to be destroyed.",
    });
  }

  /** Access to signing forms that put one object here. */
  receives(): Access {
    return { ...this.named(), statements: [this.onObjects("s3:PutObject")] };
  }

  /** Access to taking out what arrived. */
  empties(): Access {
    return {
      ...this.named(),
      statements: [
        new PolicyStatement({ actions: ["s3:ListBucket"], resources: [this.bucket.bucketArn] }),
        this.onObjects("s3:GetObject", "s3:DeleteObject"),
      ],
    };
  }

  /** What S3 says of an object that arrived here. */
  arrivals(): EventPattern {
    return {
      source: ["aws.s3"],
      account: [Stack.of(this).account],
      detailType: ["Object Created"],
      detail: { bucket: { name: [this.bucket.bucketName] } },
    };
  }

  /** What GuardDuty says of an object that it scanned here. */
  scanResults(): EventPattern {
    return {
      source: ["aws.guardduty"],
      account: [Stack.of(this).account],
      detailType: ["GuardDuty Malware Protection Object Scan Result"],
      detail: { s3ObjectDetails: { bucketName: [this.bucket.bucketName] } },
    };
  }

  /** Accepts for whoever was given these rights that objects are not named one by one. */
  acknowledgeWildcards(scope: Construct): void {
    Validations.of(scope).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${arnInFindings(this.bucket)}/*]`,
      reason:
        "Each file has a key of its own: the right is to the objects of this bucket and to nothing else.",
    });
  }

  private named(): Access {
    return knows({ UPLOADS_BUCKET: this.bucket.bucketName });
  }

  private onObjects(...actions: readonly string[]): PolicyStatement {
    return new PolicyStatement({ actions: [...actions], resources: [this.bucket.arnForObjects("*")] });
  }
}
