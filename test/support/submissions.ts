import type { Context } from "aws-lambda";
import { openCase, type RequestCase } from "../../functions/request/request.ts";
import type { Submission } from "../../functions/request/submission.ts";
import { type Controller, controller } from "../../shared/controller.ts";
import type { Delivery } from "../../shared/delivery.ts";
import type { Call } from "../../shared/http/door.ts";

/** A submission with nothing wrong in it, with the given fields in place of its own. */
export function submission(changes: Partial<Submission> = {}): Submission {
  return {
    controllerId: "voorbeeld-bv",
    rights: ["access", "erasure"],
    dataSubject: {
      name: "Noor de Vries",
      email: "noor@example.org",
      identifiers: [{ type: "customer_number", value: "4711" }],
    },
    message: "Ik wil weten welke gegevens u van mij heeft.",
    ...changes,
  };
}

/** The case that a submission to Voorbeeld B.V. becomes; for one without a `controllerId`, the desk's. */
export function requestCase(changes: Partial<Submission> = {}, language: "nl" | "en" = "nl"): RequestCase {
  const asked = submission(changes);
  return openCase(
    {
      submission: asked,
      body: JSON.stringify(asked),
      key: "a secret from a random source",
      controller: asked.controllerId ? { id: asked.controllerId, name: "Voorbeeld B.V." } : null,
      language,
      at: new Date("2026-11-22T10:15:00Z"),
    },
    0,
  ).case;
}

/** Voorbeeld B.V. as it is on record. */
export function voorbeeld(changes: Partial<Controller> = {}): Controller {
  return controller.parse({
    id: "voorbeeld-bv",
    name: "Voorbeeld B.V.",
    language: "nl",
    listed: true,
    contacts: [
      { email: "directie@voorbeeld.example", role: "fallback" },
      { email: "privacy@voorbeeld.example", role: "privacy" },
    ],
    version: 1,
    changedAt: "2026-11-22T10:00:00.000Z",
    changedBy: "arn:aws:iam::000000000000:user/operator",
    ...changes,
  });
}

/** A delivery of that case. */
export function delivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    v: 1,
    kind: "delivery",
    reference: requestCase().reference,
    id: "request",
    type: "request",
    to: "privacy@voorbeeld.example",
    language: "nl",
    state: "pending",
    attempt: 0,
    createdAt: "2026-11-22T10:15:01.000Z",
    ...changes,
  };
}

type CallParts = Partial<Pick<Call, "headers" | "body" | "isBase64Encoded" | "routeKey">> & {
  method?: string;
  path?: string;
  reference?: string;
};

/** A call as the gateway hands it to a function; `reference` is the path parameter of that name. */
export function call({ method = "GET", path = "/requests", reference, ...rest }: CallParts = {}): Call {
  return {
    version: "2.0",
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: "",
    headers: {},
    ...(reference !== undefined && { pathParameters: { reference } }),
    requestContext: {
      accountId: "000000000000",
      apiId: "api",
      domainName: "api.example",
      domainPrefix: "api",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
      requestId: "id",
      routeKey: `${method} ${path}`,
      stage: "$default",
      time: "22/Nov/2026:10:15:00 +0000",
      timeEpoch: 1_795_342_500_000,
    },
    isBase64Encoded: false,
    ...rest,
  };
}

/** A call that posts this value as JSON. */
export function post(value: unknown, headers: Record<string, string> = {}): Call {
  return call({
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  });
}

/** What Lambda hands to a function besides the event; a new one each time, as there. */
export function lambdaContext(): Context {
  const noop = () => {};
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: "test",
    functionVersion: "$LATEST",
    invokedFunctionArn: "arn:aws:lambda:eu-central-1:000000000000:function:test",
    memoryLimitInMB: "512",
    awsRequestId: "id",
    logGroupName: "group",
    logStreamName: "stream",
    getRemainingTimeInMillis: () => 10_000,
    done: noop,
    fail: noop,
    succeed: noop,
  };
}
