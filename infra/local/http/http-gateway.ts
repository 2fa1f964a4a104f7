import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { FunctionPool } from "../functions/function-pool.ts";
import type { HttpApi } from "./http-apis.ts";
import { httpEvent } from "./http-event.ts";
import { gatewayResponse, httpResponse, type WireResponse } from "./http-response.ts";
import { apiArn, authorize, type IamAuthority } from "./iam-authorization.ts";
import { readBody } from "./read-body.ts";
import { compileRoutes, matchRoute } from "./route-matching.ts";
import { wireRequest } from "./wire-request.ts";

/** The most of request line and header lines, in bytes; above it the answer is 431. */
const largestHead = 10_240;

/** The most that an HTTP API takes (API Gateway Developer Guide, "Quotas for HTTP APIs"), in bytes. */
const largestBody = 10 * 1024 * 1024;

/** What a gateway needs. */
type GatewayOptions = {
  api: HttpApi;
  pool: Pick<FunctionPool, "invoke">;
  authority: IamAuthority;
};

/** The server of an HTTP API, which may listen before it is known what it serves. */
type Gateway = { server: Server; serve(options: GatewayOptions): void };

/** A gateway as API Gateway's for an HTTP API. Until it serves one it answers 503. */
export function createGateway(): Gateway {
  let handle: Handler = async () => gatewayResponse(503, "Service Unavailable");
  const server = createServer({ maxHeaderSize: largestHead }, async (message, response) => {
    // A client that goes away in the middle of its request gets nothing, whatever is sent.
    send(response, await handle(message).catch(() => gatewayResponse(500, "Internal Server Error")));
  });
  return {
    server,
    serve(options) {
      handle = gatewayHandler(options);
    },
  };
}

type Handler = (message: IncomingMessage) => Promise<WireResponse>;

function gatewayHandler({ api, pool, authority }: GatewayOptions): Handler {
  const patterns = compileRoutes(api.routes);
  const arn = apiArn(api.apiId, authority.region);

  return async (message) => {
    const body = await readBody(message, largestBody);
    if (body === undefined) return gatewayResponse(413, "Request Entity Too Large");
    const request = wireRequest(message, body);
    if (!isDecodable(request.path)) return gatewayResponse(400, "Bad Request");
    const match = matchRoute(patterns, request.method, request.path.split("/").slice(1));
    if (!match) return gatewayResponse(404, "Not Found");
    const { route, pathParameters } = match;
    const caller = route.iam ? authorize(request, arn, authority) : undefined;
    if (route.iam && !caller) return gatewayResponse(403, "Forbidden");
    const event = httpEvent(request, {
      routeKey: route.key,
      pathParameters,
      apiId: api.apiId,
      requestId: randomUUID(),
      now: authority.now(),
      caller,
    });
    const invocation = await within(route.timeoutMs, pool.invoke(route.functionName, event));
    if (invocation === undefined) return gatewayResponse(503, "Service Unavailable");
    if (invocation.ok) return httpResponse(invocation.result);
    if (invocation.error.errorType === "RequestTooLargeException") {
      return gatewayResponse(413, "Request Entity Too Large");
    }
    return gatewayResponse(500, "Internal Server Error");
  };
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  for (const [name, value] of headers) response.appendHeader(name, value);
  if (status === 413) response.setHeader("connection", "close");
  if (status >= 200 && status !== 204 && status !== 304) response.setHeader("content-length", body.length);
  response.writeHead(status).end(body);
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, milliseconds, undefined);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
