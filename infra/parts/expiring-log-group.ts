import { RemovalPolicy } from "aws-cdk-lib";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Foundation } from "./foundation.ts";

/** A log group whose lines expire. Left to itself, Lambda makes groups that never do. */
export class ExpiringLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id, { retention: foundation.logRetentionDays, removalPolicy: RemovalPolicy.DESTROY });
  }
}
