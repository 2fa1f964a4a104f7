import { describe, expect, test } from "vitest";
import { defaultRouteFunction, operatorRoutes, publicRoutes, type Route } from "../../shared/routes.ts";
import { type Resource, resourcesOf, synthesize } from "./synthesized.ts";

const template = synthesize();

/** The API whose URL an output gives: its route keys with the function behind each, and its only stage. */
function apiOf(output: string): {
  routes: Record<string, string>;
  authorizations: string[];
  stage: Resource;
} {
  const apiId = template.toJSON().Outputs[output].Value["Fn::GetAtt"][0];
  const ofApi = (type: string) =>
    Object.entries(template.findResources(type)).filter(
      ([, { Properties }]) => Properties.ApiId.Ref === apiId,
    );
  const integrations = new Map(ofApi("AWS::ApiGatewayV2::Integration"));
  const names = new Map(
    Object.entries(template.findResources("AWS::Lambda::Function")).map(([id, { Properties }]) => [
      id,
      Properties.Description,
    ]),
  );
  const routes = ofApi("AWS::ApiGatewayV2::Route").map(([, { Properties }]) => Properties);
  const [, stage] = ofApi("AWS::ApiGatewayV2::Stage")[0] ?? [];
  if (!stage) throw new Error(`${output} has no stage`);
  return {
    routes: Object.fromEntries(
      routes.map(({ RouteKey, Target }) => {
        const integration = integrations.get(Target["Fn::Join"][1][1].Ref);
        return [RouteKey, names.get(integration?.Properties.IntegrationUri["Fn::GetAtt"][0])];
      }),
    ),
    authorizations: routes.map(({ AuthorizationType }) => AuthorizationType),
    stage,
  };
}

function byKey(routes: readonly Route[]): Record<string, string> {
  return Object.fromEntries(routes.map(({ method, path, function: name }) => [`${method} ${path}`, name]));
}

const publicApi = apiOf("PublicApiUrl");
const operatorApi = apiOf("OperatorApiUrl");

describe("the public API", () => {
  test("has the routes of routes.ts, and a function of ours behind everything else", () => {
    expect(publicApi.routes).toEqual({ ...byKey(publicRoutes), $default: defaultRouteFunction });
  });

  // B7
  test("is throttled, and more so where something is written, or opened with a code", () => {
    const { DefaultRouteSettings, RouteSettings } = publicApi.stage.Properties;
    expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 });
    expect(RouteSettings).toEqual({
      "POST /requests": { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
      "POST /breach-reports": { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      "POST /breach-reports/{reference}/updates": { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      "POST /request": { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
      "POST /breach": { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      "POST /breach/update": { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      "POST /receipt": { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      "POST /status": { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      "GET /status/{reference}/{token}": { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      "POST /acknowledge/{reference}/{delivery}/{token}": {
        ThrottlingRateLimit: 50,
        ThrottlingBurstLimit: 100,
      },
      "POST /statements/{reference}/{delivery}/{token}": {
        ThrottlingRateLimit: 20,
        ThrottlingBurstLimit: 50,
      },
      "POST /requests/{reference}/attachments": { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 20 },
      "POST /breach-reports/{reference}/attachments": { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 20 },
      "POST /attachments": { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 20 },
      "POST /attachments/{reference}/{delivery}/{token}": {
        ThrottlingRateLimit: 50,
        ThrottlingBurstLimit: 100,
      },
      "POST /objection/{reference}/{delivery}/{token}": {
        ThrottlingRateLimit: 50,
        ThrottlingBurstLimit: 100,
      },
    });
    const posts = publicRoutes.filter(({ method }) => method === "POST");
    const others = Object.keys(RouteSettings).filter((key) => !key.startsWith("POST "));
    expect(Object.keys(RouteSettings).sort()).toEqual([...Object.keys(byKey(posts)), ...others].sort());
    expect(others).toEqual(["GET /status/{reference}/{token}"]);
  });

  test("makes its routes before the stage that has settings for them", () => {
    const routes = Object.keys(template.findResources("AWS::ApiGatewayV2::Route"));
    const before = routes.filter((id) => publicApi.stage.DependsOn.includes(id));
    expect(before).toHaveLength(Object.keys(publicApi.routes).length);
  });
});

describe("the operator API", () => {
  test("has the routes of routes.ts and leads nowhere else", () => {
    expect(operatorApi.routes).toEqual(byKey(operatorRoutes));
  });

  test("asks for AWS_IAM on every route", () => {
    expect(operatorApi.authorizations).toEqual(operatorRoutes.map(() => "AWS_IAM"));
  });
});

describe("both APIs", () => {
  // B9, B11
  test.each([
    ["public", publicApi],
    ["operator", operatorApi],
  ])("keep an access log that tells neither path nor caller: %s", (_name, { stage }) => {
    expect(JSON.parse(stage.Properties.AccessLogSettings.Format)).toEqual({
      requestId: "$context.requestId",
      routeKey: "$context.routeKey",
      status: "$context.status",
      latency: "$context.responseLatency",
    });
  });

  // A16
  test("allow no other origin", () => {
    const apis = resourcesOf(template, "AWS::ApiGatewayV2::Api");
    expect(apis).toHaveLength(2);
    for (const api of apis) expect(api.Properties).not.toHaveProperty("CorsConfiguration");
  });

  test("pass on events of version 2.0", () => {
    const integrations = resourcesOf(template, "AWS::ApiGatewayV2::Integration");
    expect(integrations).toHaveLength(11);
    for (const { Properties } of integrations) expect(Properties.PayloadFormatVersion).toBe("2.0");
  });
});
