import { Duration, Validations } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Bucket, ObjectLockRetention } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { sealObjectPrefix } from "../../shared/evidence/seal-object.ts";
import { arnInFindings, guarded } from "../parts/guarded-bucket.ts";
import type { Settings } from "../settings.ts";

const retentions = { governance: ObjectLockRetention.governance, compliance: ObjectLockRetention.compliance };

/** The bucket that locks seals: for how long, and against whom, the settings say. */
export class SealBucket extends Construct {
  /** The bucket itself. */
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { lock, lockDays }: Settings["evidence"]) {
    super(scope, id);
    this.bucket = new Bucket(this, "Bucket", {
      objectLockDefaultRetention: retentions[lock](Duration.days(lockDays)),
      versioned: true,
      ...guarded,
    });
    Validations.of(this.bucket).acknowledge({
      id: "AwsSolutions::AwsSolutions-S1",
      reason:
        "Who reads a seal matters to nobody, and what is written stays: access logs would tell nothing new.",
    });
    this.refuseHiding();
  }

  /** The right to lock seals, and to read the one that was there first. */
  locks(): PolicyStatement {
    return new PolicyStatement({ actions: ["s3:GetObject", "s3:PutObject"], resources: [this.objects] });
  }

  /** The rights to list and read all that was ever locked, also under a later version. */
  reads(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ["s3:GetObjectVersion"], resources: [this.objects] }),
      new PolicyStatement({
        actions: ["s3:ListBucketVersions"],
        resources: [this.bucket.bucketArn],
        conditions: { StringLike: { "s3:prefix": `${sealObjectPrefix}*` } },
      }),
    ];
  }

  /** Accepts for whoever was given these rights that seals are not named one by one. */
  acknowledgeWildcards(scope: Construct): void {
    const bucket = arnInFindings(this.bucket);
    Validations.of(scope).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${bucket}/${sealObjectPrefix}*]`,
      reason:
        "There is one object more with each seal: the right is to the seals of this bucket and to nothing else.",
    });
  }

  private get objects(): string {
    return this.bucket.arnForObjects(`${sealObjectPrefix}*`);
  }

  /**
   * A lock keeps a version, but does not keep it from being hidden: by another that is put over it, or by a delete marker
   * (Amazon S3 User Guide, "Locking objects with Object Lock"; "Enforce conditional writes on Amazon S3 buckets").
   */
  private refuseHiding(): void {
    const everybody = {
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      resources: [this.bucket.arnForObjects("*")],
    };
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        ...everybody,
        actions: ["s3:PutObject"],
        conditions: { Null: { "s3:if-none-match": "true" } },
      }),
    );
    this.bucket.addToResourcePolicy(new PolicyStatement({ ...everybody, actions: ["s3:DeleteObject"] }));
  }
}
