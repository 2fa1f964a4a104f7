import { Duration } from "aws-cdk-lib";
import { EventSourceMapping, FilterCriteria, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { tableKeys, unrecordedPartitions } from "../../shared/table.ts";
import { DeadLetterQueue, givesUpTo } from "../parts/dead-letter-queue.ts";
import { DoorFunction } from "../parts/door-function.ts";
import { ExplainedAlarm } from "../parts/explained-alarm.ts";
import type { Foundation } from "../parts/foundation.ts";
import type { MeldpuntTable } from "../table.ts";
import type { EvidenceTable } from "./evidence-table.ts";
import type { Seals } from "./seals.ts";

/** What recording evidence takes. */
export type RecordEvidenceProps = {
  foundation: Foundation;
  table: MeldpuntTable;
  evidence: EvidenceTable;
  seals: Seals;
};

/**
 * Every change of the table, from its stream to the chains of evidence. It is the second reader of that stream and the last:
 * Lambda lets no more than two read one shard at once (Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB").
 */
export class RecordEvidence extends Construct {
  constructor(scope: Construct, id: string, { foundation, table, evidence, seals }: RecordEvidenceProps) {
    super(scope, id);
    const record = new DoorFunction(this, "RecordEvidence", {
      foundation,
      name: "record-evidence",
      access: [table.changes(), evidence.writesChains(), seals.seals()],
      timeout: Duration.minutes(2),
      harm: "Changes are not evidence yet: a controller who checks the log finds it behind, and after a day a gap.",
    });
    seals.acknowledgeWildcards(record);
    const unread = new DeadLetterQueue(this, "Unread", {
      foundation,
      letters: "A stretch of the table's stream that could not be recorded",
      harm: "The chains of evidence have a gap: the controllers it concerns cannot check what happened in it.",
      runbook: "evidence-given-up",
    });

    new EventSourceMapping(this, "Changes", {
      target: record.lambda,
      eventSourceArn: table.streamArn,
      // LATEST would skip what was written while the mapping was being made.
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          dynamodb: {
            Keys: { [tableKeys.partition]: { S: [{ "anything-but": [...unrecordedPartitions] }] } },
          },
        }),
      ],
      batchSize: 100,
      // A block for many changes costs hardly more than one for a single change.
      maxBatchingWindow: Duration.seconds(1),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // No limit to the attempts: a delay is better than a gap. The stream keeps a record for 24 hours; shortly before that
      // what is given up is told.
      maxRecordAge: Duration.hours(23),
      onFailure: givesUpTo(unread.queue),
    });

    new ExplainedAlarm(this, "Behind", {
      foundation,
      metric: record.lambda.metric("IteratorAge", { period: Duration.minutes(5), statistic: "Maximum" }),
      threshold: { atLeast: Duration.minutes(15).toMilliseconds() },
      trigger: "The function record-evidence reads the table's stream more than 15 minutes behind.",
      harm: "The chains of evidence lag; after 24 hours the stream forgets, and they have a gap that only a person can declare.",
      runbook: "evidence-behind",
    });

    new ExplainedAlarm(this, "Silent", {
      foundation,
      metric: record.lambda.metricInvocations({ period: Duration.hours(1) }),
      threshold: { below: 1 },
      periods: 2,
      trigger:
        "The function record-evidence has not been started for 2 hours, though seal-evidence changes an item every hour.",
      harm: "Nothing is recorded; after 24 hours the stream forgets, and the chains have a gap that only a person can declare.",
      runbook: "record-evidence-silent",
    });
  }
}
