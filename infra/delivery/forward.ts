import { Duration } from "aws-cdk-lib";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { DeliveryState } from "../../shared/delivery.ts";
import { referencePrefixes } from "../../shared/reference.ts";
import { caseSortKey, tableKeys } from "../../shared/table.ts";
import type { EvidenceTable } from "../evidence/evidence-table.ts";
import { type Access, knows } from "../parts/access.ts";
import { DeadLetterQueue, givesUpTo } from "../parts/dead-letter-queue.ts";
import { DoorFunction } from "../parts/door-function.ts";
import { ExplainedAlarm } from "../parts/explained-alarm.ts";
import type { Foundation } from "../parts/foundation.ts";
import type { Sending } from "../sending.ts";
import type { Settings } from "../settings.ts";
import type { MeldpuntTable } from "../table.ts";

/** What a function that sends the mails of a case is given: the same for the stream's and the schedule's. */
export type CarrierProps = {
  foundation: Foundation;
  table: MeldpuntTable;
  /** Each mail to a controller tells where its chain ends. */
  evidence: EvidenceTable;
  sending: Sending;
  /** What the mails depend on. */
  settings: Pick<
    Settings,
    "privacyDesk" | "breachDesk" | "noticeHours" | "deskReminders" | "acknowledgeWithin" | "caps"
  >;
  /** Where the public API answers; mails link to it. */
  publicUrl: string;
  /** Executions set aside for the function, and the most that run at once; the account's shared pool when absent. */
  reservedConcurrency?: number | undefined;
};

/** The access of a function that reads cases and controllers, claims deliveries, sends, and writes what came of it. */
export function carrierAccess({ table, evidence, sending, settings, publicUrl }: CarrierProps): Access[] {
  return [
    table.allows(["BatchGetItem"], "controllers"),
    table.allows(
      ["Query", "PutItem", "UpdateItem", "ConditionCheckItem"],
      "requests",
      "breaches",
      "agreements",
      "contactChanges",
      "digests",
      "letters",
    ),
    table.allows(["UpdateItem"], "caps"),
    evidence.readsHeads(),
    sending.sends(),
    knows({
      PUBLIC_URL: publicUrl,
      PRIVACY_DESK: settings.privacyDesk,
      BREACH_DESK: settings.breachDesk,
      NOTICE_HOURS: String(settings.noticeHours),
      FIRST_REMINDER_HOURS: String(settings.deskReminders.firstAfterHours),
      REMINDER_HOURS: String(settings.deskReminders.everyHours),
      ACKNOWLEDGE_HOURS: String(settings.acknowledgeWithin.breachHours),
      ACKNOWLEDGE_DAYS: String(settings.acknowledgeWithin.requestWorkingDays),
      ACKNOWLEDGEMENTS: String(settings.caps.acknowledgementsPerDay),
      DESK_MAILS: String(settings.caps.deskMailsPerHour),
    }),
  ];
}

/** The partition keys of cases, as an event filter. */
const casePartitions = Object.values(referencePrefixes).flatMap((prefix) =>
  FilterRule.beginsWith(`${prefix}-`),
);

/**
 * New cases, what is added to them, and mails that failed, from the stream to `forward`. What it does not finish, `sweep`
 * does: the table is the queue of record.
 */
export class Forward extends Construct {
  constructor(scope: Construct, id: string, props: CarrierProps) {
    super(scope, id);
    const { foundation, table } = props;
    const forward = new DoorFunction(this, "Forward", {
      foundation,
      name: "forward",
      access: [...carrierAccess(props), table.changes()],
      // One breach report can bring 500 notices, sent one after the other; a new account may send 14 a second.
      timeout: Duration.minutes(5),
      harm: "Breach notices and requests reach their controllers late, when the sweep sends what is pending.",
      reservedConcurrency: props.reservedConcurrency,
    });
    props.sending.acknowledgeQuota(forward);
    const unread = new DeadLetterQueue(this, "Unread", {
      foundation,
      letters: "A stretch of the table's stream that could not be handled",
      harm: "Its breach notices and requests wait for the sweep; if that fails on them too, no controller learns of them.",
      runbook: "stream-given-up",
    });

    new EventSourceMapping(this, "NewCases", {
      target: forward.lambda,
      eventSourceArn: table.streamArn,
      // LATEST would skip what was written while the mapping was being made.
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual("INSERT"),
          dynamodb: {
            NewImage: {
              // Elsewhere a sort key is what somebody chose: a controller's id may begin with `case` too.
              [tableKeys.partition]: { S: casePartitions },
              [tableKeys.sort]: { S: FilterRule.beginsWith(caseSortKey) },
            },
          },
        }),
        // What failed, for as long as nobody else was told.
        FilterCriteria.filter({
          eventName: FilterRule.isEqual("MODIFY"),
          dynamodb: {
            NewImage: {
              [tableKeys.partition]: { S: casePartitions },
              kind: { S: FilterRule.isEqual("delivery") },
              state: { S: FilterRule.isEqual("undelivered" satisfies DeliveryState) },
              pendingShard: { S: FilterRule.exists() },
            },
          },
        }),
      ],
      batchSize: 25,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 3,
      onFailure: givesUpTo(unread.queue),
    });

    new ExplainedAlarm(this, "Behind", {
      foundation,
      metric: forward.lambda.metric("IteratorAge", { period: Duration.minutes(5), statistic: "Maximum" }),
      threshold: { atLeast: Duration.minutes(15).toMilliseconds() },
      trigger: "The function forward reads the table's stream more than 15 minutes behind.",
      harm: "Breach notices and requests reach their controllers late, and the time to act on them is running.",
      runbook: "stream-behind",
    });
  }
}
