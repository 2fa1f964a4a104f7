import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { chainsPartition, sealedHeadsPartition, sealsPartition } from "../../shared/evidence/block.ts";
import { chainOf, processorChain } from "../../shared/evidence/chain-name.ts";
import { tableKeys } from "../../shared/table.ts";
import type { Access } from "../parts/access.ts";

/** The partition keys of the evidence, as IAM patterns: of chains and their names, and of seals and what is under them. */
const chains = [processorChain, chainOf("*"), chainsPartition];
const seals = [sealsPartition, sealedHeadsPartition("*")];

/** The table of evidence. */
export type EvidenceTableProps = {
  /** How far back it can be restored, in days (1-35). */
  recoveryDays: number;
};

/**
 * The chains of evidence and their seals. It holds no personal data, and outlives that of any controller. No role may
 * update or delete in it; a block is put on condition that there is none of its number.
 */
export class EvidenceTable extends Construct {
  /** The table itself. */
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { recoveryDays }: EvidenceTableProps) {
    super(scope, id);
    this.table = new TableV2(this, "Table", {
      partitionKey: { name: tableKeys.partition, type: AttributeType.STRING },
      sortKey: { name: tableKeys.sort, type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: recoveryDays,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Access to reading all of it. */
  reads(): Access {
    return this.allows("Query", [...chains, ...seals]);
  }

  /** Access to reading all chains, without their seals. */
  readsChains(): Access {
    return this.allows("Query", chains);
  }

  /** Access to where controllers' chains end, which mails tell. */
  readsHeads(): Access {
    return this.allows("Query", [chainOf("*")]);
  }

  /** Access to writing chains: their blocks, and their names. */
  writesChains(): Access {
    return this.allows("PutItem", chains);
  }

  /** Access to writing seals, and the heads under them. */
  writesSeals(): Access {
    return this.allows("PutItem", seals);
  }

  /** To the items of these partitions and to no others; see `MeldpuntTable.allows`. */
  private allows(action: "Query" | "PutItem", partitions: readonly string[]): Access {
    const conditions = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": partitions } };
    return {
      environment: { EVIDENCE_TABLE_NAME: this.table.tableName },
      statements: [
        new PolicyStatement({
          actions: [`dynamodb:${action}`],
          resources: [this.table.tableArn],
          conditions,
        }),
      ],
    };
  }
}
