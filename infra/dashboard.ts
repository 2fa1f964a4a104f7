import { Duration } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
} from "aws-cdk-lib/aws-cloudwatch";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionName } from "../shared/environment.ts";
import type { MetricName } from "../shared/metrics.ts";
import { tableIndexes } from "../shared/table.ts";
import { DoorFunction } from "./parts/door-function.ts";
import { loggedErrors } from "./parts/logged-errors.ts";
import { measuredMetric } from "./parts/metrics.ts";
import type { MeldpuntTable } from "./table.ts";

/** What an operator looks at. */
export type OperationsDashboardProps = {
  /** The API that anybody can call. */
  publicApi: HttpApi;
  /** The table of record. */
  table: MeldpuntTable["table"];
};

const period = Duration.minutes(5);

/** The functions whose time somebody waits for, or that could run out of it. */
const timed: readonly FunctionName[] = [
  "receive-request",
  "breach-reports",
  "pages",
  "forward",
  "sweep",
  "destroy",
];

/**
 * One page for whoever runs the stack: what is wrong, how the flows are doing, and what they stand on. It is made last: it
 * shows the alarms, functions and queues that are in the scope by then.
 *
 * An account's first three dashboards cost nothing as long as each refers to at most 50 metrics (CloudWatch pricing, free
 * tier). So of functions only the errors are shown one by one; the limit to how many run at once is the account's anyway.
 */
export class OperationsDashboard extends Construct {
  constructor(scope: Construct, id: string, props: OperationsDashboardProps) {
    super(scope, id);
    const all = scope.node.findAll();
    const functions = all.filter((one) => one instanceof DoorFunction);
    const queues = all.filter((one) => one instanceof Queue);
    new Dashboard(this, "Dashboard", {
      defaultInterval: Duration.days(1),
      widgets: [
        [alarmsIn(all)],
        this.flows(),
        this.mails(),
        [
          graph(
            "Functions that failed",
            functions.map(({ name, lambda }) => lambda.metricErrors({ period, label: name })),
          ),
          graph(
            "How long functions take (99 of 100)",
            functions
              .filter(({ name }) => timed.includes(name))
              .map(({ name, lambda }) => lambda.metricDuration({ period, statistic: "p99", label: name })),
          ),
          graph("Functions at once, and turned away, in the whole account", [
            ofAllFunctions("ConcurrentExecutions", "Maximum"),
            ofAllFunctions("Throttles", "Sum"),
          ]),
        ],
        [
          graph(
            "Given up, in dead-letter queues",
            queues.map((queue) =>
              queue.metricApproximateNumberOfMessagesVisible({
                period,
                statistic: "Maximum",
                label: queue.node.scope?.node.path ?? "",
              }),
            ),
          ),
          graph("Public API", publicApiMetrics(props.publicApi), [
            props.publicApi.metricLatency({ period, statistic: "p99", label: "milliseconds (99 of 100)" }),
          ]),
          graph("Throttled by the table", throttles(props.table)),
        ],
      ],
    });
  }

  private flows(): IWidget[] {
    return [
      graph("Received", [
        this.measured("RequestsReceived", "Sum", "requests"),
        this.measured("BreachReportsReceived", "Sum", "breach reports"),
      ]),
      graph("Destroyed", [this.measured("Destroyed", "Sum", "objects and items")]),
      graph(
        "Evidence, and logged errors",
        [this.measured("SecondsToRecord", "Maximum", "seconds until a change is recorded")],
        [loggedErrors(this)],
      ),
    ];
  }

  private mails(): IWidget[] {
    return [
      graph("Mails", [
        this.measured("MailsAccepted", "Sum", "taken by SES"),
        this.measured("MailsFailed", "Sum", "not got through"),
      ]),
      graph("From commit to SES's yes", [this.measured("SecondsToSend", "p99", "seconds (99 of 100)")]),
      graph(
        "What a sweep found waiting",
        [this.measured("CasesWaiting", "Maximum", "cases")],
        [this.measured("SecondsUnsent", "Maximum", "age of the oldest mail in seconds")],
      ),
    ];
  }

  private measured(name: MetricName, statistic: string, label: string): IMetric {
    return measuredMetric(this, name, { statistic, period }).with({ label });
  }
}

function alarmsIn(all: readonly unknown[]): IWidget {
  const alarms = all.filter((one) => one instanceof Alarm);
  return new AlarmStatusWidget({
    title: "Alarms: infra/runbook.md says what to do",
    alarms,
    width: 24,
    height: 6,
  });
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): IWidget {
  return new GraphWidget({ title, left, right, width: 8, height: 6 });
}

function ofAllFunctions(metricName: string, statistic: string): IMetric {
  return new Metric({ namespace: "AWS/Lambda", metricName, statistic, period });
}

function publicApiMetrics(api: HttpApi): IMetric[] {
  const sum = { period, statistic: "Sum" };
  return [
    api.metricCount({ ...sum, label: "calls" }),
    api.metricClientError({ ...sum, label: "4xx" }),
    api.metricServerError({ ...sum, label: "5xx" }),
  ];
}

/** An index that is throttled holds up the writes to its table: that of what is pending has few partitions. */
function throttles(table: MeldpuntTable["table"]): IMetric[] {
  const sum = { period, statistic: "Sum" };
  const { name } = tableIndexes.pending;
  return [
    table.metric("ReadThrottleEvents", { ...sum, label: "reads" }),
    table.metric("WriteThrottleEvents", { ...sum, label: "writes" }),
    table.metric("WriteThrottleEvents", {
      ...sum,
      label: `writes, by the index ${name}`,
      dimensionsMap: { TableName: table.tableName, GlobalSecondaryIndexName: name },
    }),
  ];
}
