import { Stack, Token, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { attachmentPlaces } from "../shared/attachments/places.ts";
import { type Access, knows } from "./parts/access.ts";
import { arnInFindings, guarded } from "./parts/guarded-bucket.ts";
import type { Settings } from "./settings.ts";

/** Which buckets may hold controllers' data, besides the stack's own. */
export type DataBucketProps = { storageBuckets: Settings["storageBuckets"] };

/** What destroying takes on a bucket, and on the objects in it. It reads no object and writes none. */
const onBucket = [
  "s3:ListBucketVersions",
  "s3:ListBucketMultipartUploads",
  "s3:GetLifecycleConfiguration",
  "s3:PutLifecycleConfiguration",
];
/** Where the files are that were attached to cases; see `attachmentPlaces`. */
const assignedPrefixes = [
  `${attachmentPlaces.controllers}*/${attachmentPlaces.ofController}`,
  attachmentPlaces.desk,
];
const attachmentPrefixes = [...assignedPrefixes, attachmentPlaces.breachReports];
const onObjects = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload"];
/** Of a bucket that is not ours, nobody knows whether it is copied. */
const onForeignBucket = ["s3:GetReplicationConfiguration", "s3:GetBucketLogging"];

/**
 * The bucket of controllers' data, each under `controllers/<id>/`. Unversioned, so that what is deleted is gone. It has
 * no lifecycle rules of its own: CloudFormation would overwrite those that a destruction puts.
 */
export class DataBucket extends Construct {
  /** The bucket itself. */
  readonly bucket: Bucket;
  private readonly storageBuckets: Settings["storageBuckets"];

  constructor(scope: Construct, id: string, { storageBuckets }: DataBucketProps) {
    super(scope, id);
    this.storageBuckets = storageBuckets;
    this.bucket = new Bucket(this, "Bucket", {
      versioned: false,
      ...guarded,
    });
    Validations.of(this.bucket).acknowledge({
      id: "AwsSolutions::AwsSolutions-S1",
      reason:
        "Access logs repeat the keys of objects: another copy of personal data that would have to be destroyed.",
    });
  }

  /** The name of this bucket, and which others controllers' `storage` may name. */
  places(): Access {
    return knows({
      DATA_BUCKET: this.bucket.bucketName,
      STORAGE_BUCKETS: JSON.stringify(this.storageBuckets),
      ACCOUNT_ID: Stack.of(this).account,
    });
  }

  /** Access to destroying what controllers have in these buckets, and in no others. */
  destroys(): Access {
    const { partition } = Stack.of(this);
    const foreign = this.storageBuckets.map(({ name }) => `arn:${partition}:s3:::${name}`);
    return {
      ...this.places(),
      statements: [
        new PolicyStatement({ actions: onBucket, resources: [this.bucket.bucketArn, ...foreign] }),
        new PolicyStatement({
          actions: onObjects,
          resources: [this.bucket.arnForObjects("*"), ...foreign.map((arn) => `${arn}/*`)],
        }),
        ...(foreign.length > 0
          ? [new PolicyStatement({ actions: onForeignBucket, resources: foreign })]
          : []),
      ],
    };
  }

  /** Access to reading files that were attached to cases. */
  readsAttachments(): Access {
    return {
      ...knows({ DATA_BUCKET: this.bucket.bucketName }),
      statements: [new PolicyStatement({ actions: ["s3:GetObject"], resources: this.attachments })],
    };
  }

  /** Access to keeping files that were attached to cases, to finding what is kept, and to taking on what lies with the desk. */
  keepsAttachments(): Access {
    return {
      ...knows({ DATA_BUCKET: this.bucket.bucketName }),
      statements: [
        this.lists(...attachmentPrefixes),
        new PolicyStatement({
          actions: ["s3:PutObject", "s3:DeleteObject"],
          resources: this.attachments,
        }),
        new PolicyStatement({
          actions: ["s3:GetObject"],
          resources: [this.bucket.arnForObjects(`${attachmentPlaces.desk}*`)],
        }),
      ],
    };
  }

  /** Access to taking files of cases without a controller to the controller that a case gets. */
  assignsAttachments(): Access {
    const { controllers, ofController, desk } = attachmentPlaces;
    return {
      ...knows({ DATA_BUCKET: this.bucket.bucketName }),
      statements: [
        this.lists(desk),
        new PolicyStatement({
          actions: ["s3:GetObject", "s3:DeleteObject"],
          resources: [this.bucket.arnForObjects(`${desk}*`)],
        }),
        new PolicyStatement({
          actions: ["s3:PutObject"],
          resources: [this.bucket.arnForObjects(`${controllers}*/${ofController}*`)],
        }),
      ],
    };
  }

  private lists(...prefixes: readonly string[]): PolicyStatement {
    return new PolicyStatement({
      actions: ["s3:ListBucket"],
      resources: [this.bucket.bucketArn],
      conditions: { StringLike: { "s3:prefix": prefixes.map((prefix) => `${prefix}*`) } },
    });
  }

  /** Accepts for whoever was given rights on attachments that they are not named one by one. */
  acknowledgeAttachments(scope: Construct): void {
    this.acknowledgePrefixes(scope, attachmentPrefixes);
  }

  /** Accepts for whoever was given `assignsAttachments` that they are not named one by one. */
  acknowledgeAssigned(scope: Construct): void {
    this.acknowledgePrefixes(scope, assignedPrefixes);
  }

  private acknowledgePrefixes(scope: Construct, prefixes: readonly string[]): void {
    for (const prefix of prefixes) {
      Validations.of(scope).acknowledge({
        id: `AwsSolutions::AwsSolutions-IAM5[Resource::${arnInFindings(this.bucket)}/${prefix}*]`,
        reason:
          "Each file has a key of its own: the right is to what was attached to cases, and to nothing else.",
      });
    }
  }

  private get attachments(): string[] {
    return attachmentPrefixes.map((prefix) => this.bucket.arnForObjects(`${prefix}*`));
  }

  /** Accepts for whoever was given `destroys` that the objects in these buckets are not named one by one. */
  acknowledgeWildcards(scope: Construct): void {
    const own = arnInFindings(this.bucket);
    const { partition } = Stack.of(this);
    const known = Token.isUnresolved(partition) ? "<AWS::Partition>" : partition;
    const foreign = this.storageBuckets.map(({ name }) => `arn:${known}:s3:::${name}`);
    for (const bucket of [own, ...foreign]) {
      Validations.of(scope).acknowledge({
        id: `AwsSolutions::AwsSolutions-IAM5[Resource::${bucket}/*]`,
        reason:
          "Which prefixes are destroyed the controllers' records say: objects of these buckets and of no others.",
      });
    }
  }
}
