import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  Billing,
  type ITableV2,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement, type PolicyStatementProps } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { controllersPartition, versionsPrefix } from "../shared/controller-item.ts";
import { evidencePartition } from "../shared/evidence/gap.ts";
import { letterCaseKinds, referencePrefixes } from "../shared/reference.ts";
import {
  bucketsPartition,
  capsPartition,
  expiryAttribute,
  processorPartition,
  reportersPartition,
  tableIndexes,
  tableKeys,
} from "../shared/table.ts";
import type { Access } from "./parts/access.ts";
import type { Settings } from "./settings.ts";

/** The partition keys of the table's items, as IAM patterns: a case's is its reference. */
const partitions = {
  controllers: controllersPartition,
  versions: `${versionsPrefix}*`,
  reporters: reportersPartition,
  requests: `${referencePrefixes.request}-*`,
  breaches: `${referencePrefixes.breach}-*`,
  agreements: `${referencePrefixes.agreement}-*`,
  contactChanges: `${referencePrefixes.contactChange}-*`,
  digests: `${referencePrefixes.digest}-*`,
  letters: letterCaseKinds.map((kind) => `${referencePrefixes[kind]}-*`),
  statements: `${referencePrefixes.statement}-*`,
  subProcessorChanges: `${referencePrefixes.subProcessorChange}-*`,
  audits: `${referencePrefixes.audit}-*`,
  processor: processorPartition,
  buckets: bucketsPartition,
  caps: capsPartition,
  evidence: evidencePartition,
};

type Partition = keyof typeof partitions;

/** The actions whose every call names the partition keys of the items that it touches. */
type ItemAction =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "BatchWriteItem"
  | "ConditionCheckItem";

/** The one table. */
export type MeldpuntTableProps = {
  /** How far back it can be restored, in days (1-35). */
  recoveryDays: number;
  /**
   * The table that serves instead, once it was restored from a recovery point; see `infra/runbook.md`. What it is made
   * with besides its items, such as its recovery points, is its operator's.
   */
  restored?: Settings["restoredTable"];
};

/**
 * The table of record, its indexes and its stream. It has one replica, and must: a global table's stream takes one
 * Lambda reader, a single Region's takes two.
 */
export class MeldpuntTable extends Construct {
  /** The table itself. */
  readonly table: TableV2 | ITableV2;

  constructor(scope: Construct, id: string, props: MeldpuntTableProps) {
    super(scope, id);
    const { restored } = props;
    if (restored) {
      this.table = TableV2.fromTableAttributes(this, "Restored", {
        tableName: restored.name,
        tableStreamArn: restored.streamArn,
      });
      return;
    }
    this.table = new TableV2(this, "Table", {
      partitionKey: text(tableKeys.partition),
      sortKey: text(tableKeys.sort),
      globalSecondaryIndexes: Object.values(tableIndexes).map(({ name, partition, sort }) => ({
        indexName: name,
        partitionKey: text(partition),
        sortKey: text(sort),
        projectionType: ProjectionType.KEYS_ONLY,
      })),
      timeToLiveAttribute: expiryAttribute,
      billing: Billing.onDemand(),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: props.recoveryDays,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** The stream of the table's changes. */
  get streamArn(): string {
    const { tableStreamArn } = this.table;
    if (!tableStreamArn) throw new Error("the table has no stream");
    return tableStreamArn;
  }

  /**
   * Access to the items of these partitions and to no others, not through an index. TransactWriteItems is checked as
   * the actions that it holds.
   *
   * IAM takes `ForAllValues` as fulfilled by a call that has no such key at all, as a Scan has none; every call of an
   * `ItemAction` has one (DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control").
   */
  allows(actions: readonly ItemAction[], ...names: readonly Partition[]): Access {
    return this.access(actions, {
      resources: [this.table.tableArn],
      conditions: {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": names.flatMap((name) => partitions[name]) },
      },
    });
  }

  /** Access to reading through one index. */
  queries(index: keyof typeof tableIndexes): Access {
    return this.access(["Query"], {
      resources: [`${this.table.tableArn}/index/${tableIndexes[index].name}`],
    });
  }

  /** Access to reading the whole table, which no condition can narrow. */
  scans(): Access {
    return this.access(["Scan"], { resources: [this.table.tableArn] });
  }

  /** Access to what Lambda needs to read the stream on a function's behalf. */
  changes(): Access {
    const actions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
    return {
      environment: {},
      statements: [
        new PolicyStatement({
          actions: actions.map((name) => `dynamodb:${name}`),
          resources: [this.streamArn],
        }),
      ],
    };
  }

  private access(actions: readonly string[], on: PolicyStatementProps): Access {
    return {
      environment: { TABLE_NAME: this.table.tableName },
      statements: [new PolicyStatement({ ...on, actions: actions.map((action) => `dynamodb:${action}`) })],
    };
  }
}

function text(name: string): { name: string; type: AttributeType } {
  return { name, type: AttributeType.STRING };
}
