import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { DataBucket } from "../data-bucket.ts";
import type { Access } from "../parts/access.ts";
import { knows } from "../parts/access.ts";
import { DoorFunction } from "../parts/door-function.ts";
import type { Foundation } from "../parts/foundation.ts";
import { runRegularly } from "../parts/run-regularly.ts";
import type { Settings } from "../settings.ts";
import type { MeldpuntTable } from "../table.ts";

/** The settings that a destruction is planned with. */
export type PlanningSettings = Pick<Settings, "recoveryDays" | "logRetentionDays" | "keptYears">;

/** What the functions that plan a destruction know of the deployment. */
export function planningKnowledge(settings: PlanningSettings): Access {
  return knows({
    RECOVERY_DAYS: String(settings.recoveryDays),
    LOG_RETENTION_DAYS: String(settings.logRetentionDays),
    KEPT_YEARS: String(settings.keptYears),
  });
}

/** What destroying takes. */
export type DestroyProps = {
  foundation: Foundation;
  table: MeldpuntTable;
  dataBucket: DataBucket;
  settings: PlanningSettings;
  /** Executions set aside for the function, and the most that run at once; the account's shared pool when absent. */
  reservedConcurrency?: number | undefined;
};

/** Every hour, the agreements whose month is over: their controllers' data is destroyed (agreement art. 11.4). */
export class Destroy extends Construct {
  constructor(scope: Construct, id: string, props: DestroyProps) {
    super(scope, id);
    const { foundation, table, dataBucket, settings } = props;
    const destroy = new DoorFunction(this, "Destroy", {
      foundation,
      name: "destroy",
      access: [
        table.queries("pending"),
        table.queries("controller"),
        table.scans(),
        table.allows(["Query"], "controllers"),
        // One transaction changes a controller and the end of its agreement: one statement allows both.
        table.allows(
          ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"],
          "controllers",
          "agreements",
        ),
        table.allows(["Query", "BatchWriteItem"], "agreements"),
        table.allows(
          ["Query", "UpdateItem", "DeleteItem", "BatchWriteItem", "ConditionCheckItem"],
          "breaches",
        ),
        table.allows(["BatchGetItem"], "requests", "contactChanges"),
        // A request that was assigned is found by its entry, and goes whole.
        table.allows(["Query"], "requests"),
        table.allows(["BatchWriteItem"], "requests", "contactChanges", "letters", "versions"),
        table.allows(["PutItem", "DeleteItem"], "buckets"),
        dataBucket.destroys(),
        planningKnowledge(settings),
      ],
      timeout: Duration.minutes(15),
      harm: "Data of a controller whose agreement has ended is still there, although it was promised to be gone.",
      reservedConcurrency: props.reservedConcurrency,
      // V8 lets what is young grow up to what it is given before it collects it: from 1,000 objects to 100,000 the most
      // memory that a run ever has grows by three quarters with Lambda's 25 MB, by a quarter with these, in the same time.
      heap: { oldSpace: 460, semiSpace: 4 },
    });
    dataBucket.acknowledgeWildcards(destroy);
    runRegularly(this, {
      foundation,
      name: "destroy",
      function: destroy,
      scheduleId: "EveryHour",
      rate: "rate(1 hour)",
      every: Duration.hours(1),
      silent: {
        period: Duration.hours(1),
        periods: 3,
        trigger: "The function destroy has not been started for 3 hours.",
        harm: "Nothing is destroyed: data stays that was promised to be gone by a certain day.",
      },
    });
  }
}
