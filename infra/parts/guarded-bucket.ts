import { RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  type Bucket,
  BucketEncryption,
  type BucketProps,
  CfnBucket,
} from "aws-cdk-lib/aws-s3";

/** What every bucket of ours is: closed to the public, encrypted, reached by TLS alone, and kept when the stack goes. */
export const guarded = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
} as const satisfies BucketProps;

/** The resource that a bucket becomes. */
export function resourceOf({ node: { defaultChild } }: Bucket): CfnBucket {
  if (!(defaultChild instanceof CfnBucket)) throw new Error("the bucket has no resource of its own");
  return defaultChild;
}

/** How cdk-nag names a bucket's ARN where it finds fault with a right on its objects. */
export function arnInFindings(bucket: Bucket): string {
  return `<${Stack.of(bucket).getLogicalId(resourceOf(bucket))}.Arn>`;
}
