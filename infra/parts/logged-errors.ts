import { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, type LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { namespaceOf } from "./metrics.ts";

/**
 * Our functions rarely fail as Lambda sees it: a door answers 500, a sweep goes on with the next case. What needs a
 * person they log with the level `error`. One metric counts that for the whole stack; it costs something only in
 * hours in which there is something to count, so no filter has a default value.
 */
const metricName = "ErrorsLogged";

/** Counts the lines of the level `error` in a function's log (`shared/log.ts`). */
export function countErrors(logGroup: LogGroup): void {
  logGroup.addMetricFilter("Errors", {
    filterPattern: FilterPattern.stringValue("$.level", "=", "error"),
    metricNamespace: namespaceOf(logGroup),
    metricName,
  });
}

/** The number of errors that all functions of the stack have logged. */
export function loggedErrors(scope: Construct): Metric {
  return new Metric({
    namespace: namespaceOf(scope),
    metricName,
    statistic: "Sum",
    // What the sweep cannot finish it names every 5 minutes: a shorter period could call for each of them anew.
    period: Duration.minutes(15),
  });
}
