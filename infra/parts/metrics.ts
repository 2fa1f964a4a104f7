import { type Duration, Stack } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { environmentOf, type FunctionName, type VariableName } from "../../shared/environment.ts";
import type { MetricName } from "../../shared/metrics.ts";
import { type Access, knows } from "./access.ts";

/** The stack's name, so that two stacks of one account do not add to each other's metrics. */
export function namespaceOf(scope: Construct): string {
  return Stack.of(scope).stackName;
}

/** What a function that measures (`shared/metrics.ts`) knows: where its metrics belong. Others know nothing of it. */
export function measuring(scope: Construct, name: FunctionName): Access {
  const needed: readonly VariableName[] = environmentOf[name];
  return knows(needed.includes("METRICS_NAMESPACE") ? { METRICS_NAMESPACE: namespaceOf(scope) } : {});
}

/** A metric that functions of the stack write, all of them together. */
export function measuredMetric(
  scope: Construct,
  metricName: MetricName,
  { statistic, period }: { statistic: string; period: Duration },
): Metric {
  return new Metric({ namespace: namespaceOf(scope), metricName, statistic, period });
}
