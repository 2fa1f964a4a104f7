import * as z from "zod";
import { functionByArn, type LocalFunction } from "../functions/local-function.ts";
import { StartFailure } from "../start-failure.ts";
import type { Assembly } from "../template/assembly.ts";
import type { Stack } from "../template/stack.ts";

const api = z.object({ ProtocolType: z.literal("HTTP") });
const integration = z.object({
  ApiId: z.string(),
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0"),
  TimeoutInMillis: z.number().default(30_000),
});
const route = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().startsWith("integrations/"),
  AuthorizationType: z.enum(["NONE", "AWS_IAM"]).default("NONE"),
});
const stage = z.object({ ApiId: z.string(), StageName: z.literal("$default") });

/** One route of an HTTP API. */
type ApiRoute = {
  /** As in the template: `POST /requests`, `ANY /{proxy+}`, `$default`. */
  key: string;
  functionName: string;
  timeoutMs: number;
  /** Whether the caller must have signed with AWS credentials. */
  iam: boolean;
};

/** An HTTP API of the stack. */
export type HttpApi = { logicalId: string; apiId: string; routes: ApiRoute[] };

/**
 * The stack's HTTP APIs with their `$default` stages.
 * @throws StartFailure for one without that stage, or a route that leads nowhere.
 */
export function readHttpApis(stack: Stack, functions: readonly LocalFunction[]): HttpApi[] {
  const integrations = stack.resources("AWS::ApiGatewayV2::Integration", integration);
  const routes = stack.resources("AWS::ApiGatewayV2::Route", route);
  const stages = stack.resources("AWS::ApiGatewayV2::Stage", stage);
  return stack.resources("AWS::ApiGatewayV2::Api", api).map(({ logicalId, ref }) => {
    if (!stages.some(({ properties }) => properties.ApiId === ref)) {
      throw new StartFailure(`The HTTP API ${logicalId} has no $default stage.`);
    }
    const own = routes.filter(({ properties }) => properties.ApiId === ref);
    return {
      logicalId,
      apiId: ref,
      routes: own.map(({ properties: { RouteKey, Target, AuthorizationType } }) => {
        const target = integrations.find(
          (candidate) => `integrations/${candidate.ref}` === Target,
        )?.properties;
        if (!target) throw new StartFailure(`The route ${RouteKey} of ${logicalId} leads to no integration.`);
        return {
          key: RouteKey,
          functionName: functionByArn(functions, target.IntegrationUri).name,
          timeoutMs: target.TimeoutInMillis,
          iam: AuthorizationType === "AWS_IAM",
        };
      }),
    };
  });
}

/** Read before addresses, and so references, can be resolved. */
const unresolvedRoute = z.object({
  ApiId: z.object({ Ref: z.string() }),
  AuthorizationType: z.string().default("NONE"),
});

/**
 * Tells the operator API (every route asks for AWS_IAM) from the public one, by logical id.
 * @throws StartFailure unless there is exactly one of each.
 */
export function tellApart({ resources }: Pick<Assembly, "resources">): {
  publicApi: string;
  operatorApi: string;
} {
  const routes = Object.values(resources)
    .filter(({ Type }) => Type === "AWS::ApiGatewayV2::Route")
    .map(({ Properties }) => unresolvedRoute.parse(Properties));
  const open = new Set(
    routes.filter((each) => each.AuthorizationType === "NONE").map(({ ApiId }) => ApiId.Ref),
  );
  const signed = new Set(routes.map(({ ApiId }) => ApiId.Ref).filter((logicalId) => !open.has(logicalId)));
  const [publicApi] = open;
  const [operatorApi] = signed;
  if (publicApi && operatorApi && open.size + signed.size === 2) return { publicApi, operatorApi };
  throw new StartFailure(
    "The stack must have one public HTTP API and one whose every route asks for AWS_IAM.",
  );
}
