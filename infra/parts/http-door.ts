import { Names } from "aws-cdk-lib";
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  type IHttpRouteAuthorizer,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Construct } from "constructs";
import type { Route } from "../../shared/routes.ts";
import type { DoorFunction } from "./door-function.ts";
import { ExpiringLogGroup } from "./expiring-log-group.ts";
import type { Foundation } from "./foundation.ts";

/** Requests a second that the gateway lets through in the long run, and at once. A target, not a limit per client. */
export type Throttle = { rate: number; burst: number };

/** One HTTP API. */
export type HttpDoorProps<R extends Route> = {
  foundation: Foundation;
  /** What it answers. */
  routes: readonly R[];
  /** The functions that its routes name. */
  functions: Record<R["function"], DoorFunction>;
  /** The function that answers whatever is no route; when absent the gateway does, without our headers. */
  otherwise?: R["function"];
  /** Who is let in; everybody when absent. */
  authorizer?: IHttpRouteAuthorizer;
  /** For each route, unless `throttleOf` has it. */
  throttle: Throttle;
  /** Whether it answers under a domain name of the processor's alone, and not under the one that API Gateway gives it. */
  ownDomainOnly?: boolean;
  /** For single routes, by route key: `POST /requests`. */
  throttleOf?: Record<string, Throttle>;
};

/**
 * What the access log says of a request. A path can hold a reference, and an address is personal data: the route
 * key is the path's pattern, and nothing here tells who called.
 */
const accessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  routeKey: "$context.routeKey",
  status: "$context.status",
  latency: "$context.responseLatency",
});

/** An HTTP API whose routes lead to functions of ours; throttled, and logged without personal data. No CORS. */
export class HttpDoor<R extends Route> extends Construct {
  /** The API itself. */
  readonly api: HttpApi;
  /** Its only stage. */
  readonly stage: CfnStage;

  constructor(scope: Construct, id: string, props: HttpDoorProps<R>) {
    super(scope, id);
    this.api = new HttpApi(this, "Api", {
      apiName: Names.uniqueId(scope),
      createDefaultStage: false,
      ...(props.ownDomainOnly && { disableExecuteApiEndpoint: true }),
    });
    const routes = this.addRoutes(props);

    const log = new ExpiringLogGroup(this, "AccessLog", props.foundation);
    this.stage = new CfnStage(this, "Stage", {
      apiId: this.api.apiId,
      stageName: "$default",
      autoDeploy: true,
      accessLogSettings: { destinationArn: log.logGroupArn, format: accessLogFormat },
      defaultRouteSettings: {
        throttlingRateLimit: props.throttle.rate,
        throttlingBurstLimit: props.throttle.burst,
      },
      routeSettings: Object.fromEntries(
        Object.entries(props.throttleOf ?? {}).map(([routeKey, { rate, burst }]) => [
          routeKey,
          { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
        ]),
      ),
    });
    // CloudFormation refuses settings of a route that it has not made yet.
    this.stage.node.addDependency(...routes);
  }

  private addRoutes({ routes, functions, otherwise, authorizer }: HttpDoorProps<R>): HttpRoute[] {
    const integrations = new Map<R["function"], HttpLambdaIntegration>();
    const integrationOf = (name: R["function"]) => {
      const integration = integrations.get(name) ?? new HttpLambdaIntegration(name, functions[name].lambda);
      integrations.set(name, integration);
      return integration;
    };
    const add = (routeKey: HttpRouteKey, name: R["function"]) =>
      new HttpRoute(this, routeKey.key, {
        httpApi: this.api,
        routeKey,
        integration: integrationOf(name),
        ...(authorizer ? { authorizer } : {}),
      });
    return [
      ...routes.map((route) => add(HttpRouteKey.with(route.path, HttpMethod[route.method]), route.function)),
      ...(otherwise ? [add(HttpRouteKey.DEFAULT, otherwise)] : []),
    ];
  }
}
