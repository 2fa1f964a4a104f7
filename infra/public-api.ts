import { Duration, Validations } from "aws-cdk-lib";
import { Construct } from "constructs";
import { defaultRouteFunction, publicRoutes } from "../shared/routes.ts";
import { DoorFunction } from "./parts/door-function.ts";
import { ExplainedAlarm } from "./parts/explained-alarm.ts";
import type { Foundation } from "./parts/foundation.ts";
import { HttpDoor } from "./parts/http-door.ts";
import type { MeldpuntTable } from "./table.ts";

/** What anybody can call. */
export type PublicApiProps = {
  foundation: Foundation;
  table: MeldpuntTable;
  /** Executions set aside for `receive-request`, and the most that run at once; the account's shared pool when absent. */
  reservedConcurrency?: number | undefined;
};

/** The public HTTP API: the requests of data subjects, and what describes the API itself. */
export class PublicApi extends Construct {
  /** Where it answers, without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    const { foundation, table } = props;
    const receiveRequest = new DoorFunction(this, "ReceiveRequest", {
      foundation,
      name: "receive-request",
      access: [table.reads("GetItem", "Query"), table.writesCases("PutItem")],
      timeout: Duration.seconds(20),
      harm: "A data subject was turned away without a receipt, or cannot see how the request stands.",
      reservedConcurrency: props.reservedConcurrency,
    });
    const describeApi = new DoorFunction(this, "DescribeApi", {
      foundation,
      name: "describe-api",
      access: [],
      timeout: Duration.seconds(10),
      harm: "Programs cannot read how the API works, and a wrong address gets no proper answer. Requests are not affected.",
    });
    const door = new HttpDoor(this, "Door", {
      foundation,
      routes: publicRoutes,
      functions: { "receive-request": receiveRequest, "describe-api": describeApi },
      otherwise: defaultRouteFunction,
      throttle: { rate: 500, burst: 1000 },
      throttleOf: { "POST /requests": { rate: 200, burst: 400 } },
    });
    Validations.of(door).acknowledge({
      id: "AwsSolutions::AwsSolutions-APIG4",
      reason:
        "Data subjects have no account: anybody may submit a request, and reading one takes its receipt code.",
    });
    new ExplainedAlarm(this, "Refusing", {
      foundation,
      metric: door.api.metricServerError({ period: Duration.minutes(5), statistic: "Sum" }),
      threshold: { atLeast: 1 },
      trigger: "The public API answered within 5 minutes that it could not serve (5xx).",
      harm: "A data subject may have been turned away and not come back; nothing that was promised is lost.",
      runbook: "public-api-refuses",
    });
    this.url = door.api.apiEndpoint;
  }
}
