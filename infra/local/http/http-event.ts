import { localAccount } from "../template/local-scope.ts";
import type { WireRequest } from "./wire-request.ts";

/** Who signed, as `requestContext.authorizer.iam` says it. */
export type IamCaller = {
  accessKey: string;
  accountId: string;
  callerId: string;
  userArn: string;
  userId: string;
};

/** What the gateway knows besides the request. */
type EventContext = {
  routeKey: string;
  pathParameters: Record<string, string>;
  apiId: string;
  requestId: string;
  now: Date;
  caller: IamCaller | undefined;
};

/**
 * The event that a function behind an HTTP API gets, payload format 2.0 (API Gateway Developer Guide, "Create AWS
 * Lambda proxy integrations for HTTP APIs").
 * @throws URIError when the path is not valid percent-encoding.
 */
export function httpEvent(request: WireRequest, context: EventContext): Record<string, unknown> {
  const { method, query, protocol, sourceIp } = request;
  // HTTP APIs hand the path on decoded, unlike REST APIs and function URLs.
  const path = decodeURIComponent(request.path);
  const headers = eventHeaders(request);
  const cookies = valuesOf(request, "cookie").flatMap((value) => value.split(/; ?/));
  const parameters = joined([...new URLSearchParams(query)]);
  const text = isText(headers["content-type"]);
  return {
    version: "2.0",
    routeKey: context.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(Object.keys(parameters).length > 0 && { queryStringParameters: parameters }),
    requestContext: {
      accountId: localAccount,
      apiId: context.apiId,
      ...(context.caller && {
        authorizer: { iam: { ...context.caller, cognitoIdentity: null, principalOrgId: null } },
      }),
      domainName: headers.host ?? "",
      domainPrefix: context.apiId,
      http: { method, path, protocol, sourceIp, userAgent: headers["user-agent"] ?? "" },
      requestId: context.requestId,
      routeKey: context.routeKey,
      stage: "$default",
      time: commonLogTime(context.now),
      timeEpoch: context.now.getTime(),
    },
    ...(Object.keys(context.pathParameters).length > 0 && { pathParameters: context.pathParameters }),
    ...(request.body.length > 0 && { body: request.body.toString(text ? "utf8" : "base64") }),
    isBase64Encoded: request.body.length > 0 && !text,
  };
}

const droppedHeaders = new Set(["connection", "cookie", "keep-alive", "transfer-encoding", "upgrade"]);

/** The gateway adds whom it heard the request from to what the client claims. */
function eventHeaders(request: WireRequest): Record<string, string> {
  const forwardedFor = [...valuesOf(request, "x-forwarded-for"), request.sourceIp].join(", ");
  const own = new Set(["x-forwarded-for", "x-forwarded-proto", "x-forwarded-port"]);
  return {
    ...joined(request.headers.filter(([name]) => !droppedHeaders.has(name) && !own.has(name))),
    ...(request.body.length > 0 && { "content-length": String(request.body.length) }),
    "x-forwarded-for": forwardedFor,
    "x-forwarded-proto": "http",
    "x-forwarded-port": valuesOf(request, "host")[0]?.match(/:(\d+)$/)?.[1] ?? "80",
  };
}

function valuesOf({ headers }: WireRequest, wanted: string): string[] {
  return headers.filter(([name]) => name === wanted).map(([, value]) => value);
}

function joined(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
}

function isText(contentType: string | undefined): boolean {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  return /^(text\/.*|application\/(json|javascript|xml|.*\+(json|xml)))$/.test(type);
}

/** `22/Nov/2026:10:15:00 +0000` */
function commonLogTime(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
