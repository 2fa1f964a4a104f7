import type { Template } from "aws-cdk-lib/assertions";
import { metrics } from "../../shared/metrics.ts";
import { resourcesOf, textOf } from "../infra/synthesized.ts";
import { freeOfCharge, prices } from "./prices.ts";

/** What is paid by the month whether or not anything happens, and not in `idleCost`: none of it may be in a template. */
export const paidByTheMonth = [
  "AWS::SecretsManager::Secret",
  "AWS::EC2::NatGateway",
  "AWS::EC2::VPCEndpoint",
  "AWS::WAFv2::WebACL",
  "AWS::Lambda::CapacityProvider",
];

/** What a template costs in a month in which nothing happens, in dollars; all else in it is paid by use. */
export function idleCost(template: Template) {
  const keys = resourcesOf(template, "AWS::KMS::Key").length;
  const alarms = resourcesOf(template, "AWS::CloudWatch::Alarm").length;
  const dashboards = resourcesOf(template, "AWS::CloudWatch::Dashboard").map(
    ({ Properties }): { widgets: { properties: { metrics?: unknown[] } }[] } =>
      JSON.parse(textOf(template, Properties.DashboardBody)),
  );
  const paid = dashboards.filter(
    ({ widgets }, n) =>
      n >= freeOfCharge.dashboards ||
      widgets.flatMap(({ properties }) => properties.metrics ?? []).length > freeOfCharge.metricsOfDashboard,
  ).length;
  // Those that functions measure, and the one that counts the errors that they log.
  const ownMetrics = Object.keys(metrics).length + 1;
  const dollars =
    keys * prices.key +
    Math.max(0, alarms - freeOfCharge.alarms) * prices.alarm +
    Math.max(0, ownMetrics - freeOfCharge.metrics) * prices.metric +
    paid * prices.dashboard;
  return { dollars, keys, alarms, metrics: ownMetrics, dashboards: dashboards.length };
}
