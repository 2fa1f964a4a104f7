import { Duration, Stack, Token, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { EvidenceTable } from "../evidence/evidence-table.ts";
import type { Access } from "../parts/access.ts";
import { DoorFunction } from "../parts/door-function.ts";
import type { Foundation } from "../parts/foundation.ts";
import { restoredPrefix } from "../settings.ts";
import type { MeldpuntTable } from "../table.ts";

/** What doing destructions again in a restored table takes. */
export type RestoreProps = { foundation: Foundation; table: MeldpuntTable; evidence: EvidenceTable };

const onRestored = [
  "GetItem",
  "BatchGetItem",
  "Query",
  "Scan",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "ConditionCheckItem",
];

/**
 * Removes from a table that was restored from a recovery point what was destroyed since, before it serves. It may change
 * such tables alone; of the one that serves it reads the ends of agreements, and all chains of evidence.
 */
export class Restore extends Construct {
  /** The function behind the routes. */
  readonly door: DoorFunction;

  constructor(scope: Construct, id: string, { foundation, table, evidence }: RestoreProps) {
    super(scope, id);
    this.door = new DoorFunction(this, "Restore", {
      foundation,
      name: "restore",
      access: [
        table.allows(["GetItem"], "controllers"),
        table.allows(["Query"], "agreements", "versions"),
        evidence.readsChains(),
        this.changesRestored(),
      ],
      timeout: Duration.seconds(20),
    });
    const { partition, region, account, stackName } = Stack.of(this);
    const known = [partition, region, account].map((part, i) =>
      Token.isUnresolved(part) ? ["<AWS::Partition>", "<AWS::Region>", "<AWS::AccountId>"][i] : part,
    );
    const [inPartition, inRegion, inAccount] = known;
    Validations.of(this.door).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::arn:${inPartition}:dynamodb:${inRegion}:${inAccount}:table/${restoredPrefix(stackName)}*]`,
      reason: "A table that is restored has a name that its operator gives it, and nobody else uses it yet.",
    });
  }

  /** Access to every table whose name says that it was restored. */
  private changesRestored(): Access {
    const stack = Stack.of(this);
    const prefix = restoredPrefix(stack.stackName);
    const tables = stack.formatArn({ service: "dynamodb", resource: "table", resourceName: `${prefix}*` });
    return {
      environment: { RESTORED_TABLES: prefix },
      statements: [
        new PolicyStatement({
          actions: onRestored.map((action) => `dynamodb:${action}`),
          resources: [tables],
        }),
      ],
    };
  }
}
