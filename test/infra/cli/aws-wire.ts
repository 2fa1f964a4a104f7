import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { listening } from "./run-meldpunt.ts";

/** What an operation answers: JSON or XML as AWS sends it, or a refusal by its code. */
export type WireAnswer = { body: unknown } | { code: string };

/** What an operation is asked: its name, and the parameters that its path or its body carries. */
export type WireCall = { operation: string; input: string };

/** Answers by operation; a function may look at what is asked. */
export type WireAnswers = Readonly<Record<string, WireAnswer | ((input: string) => WireAnswer)>>;

/** Stands in an answer for the address of the server. */
export const endpoint = "{endpoint}";

/** Operations of the services whose calls are paths. */
const paths: [RegExp, string][] = [
  [/^GET \/v2\/email\/account$/, "GetAccount"],
  [/^GET \/v2\/email\/identities\/([^/]+)$/, "GetEmailIdentity"],
  [/^GET \/v2\/email\/configuration-sets\/([^/]+)$/, "GetConfigurationSet"],
  [
    /^GET \/v2\/email\/configuration-sets\/([^/]+)\/event-destinations$/,
    "GetConfigurationSetEventDestinations",
  ],
  [/^GET \/schedules\/([^/?]+)$/, "GetSchedule"],
  [/^GET \/2016-08-19\/account-settings\/?$/, "GetAccountSettings"],
  [/^GET \/2019-09-30\/functions\/([^/]+)\/concurrency$/, "GetFunctionConcurrency"],
  [/^GET \/2015-03-31\/event-source-mappings\/([^/]+)$/, "GetEventSourceMapping"],
  [/^POST \/2015-03-31\/functions\/([^/]+)\/invocations$/, "Invoke"],
  [/^GET \/([^/?]+)\/?\?object-lock=?$/, "GetObjectLockConfiguration"],
  [/^GET \/(health)$/, "health"],
  [/^GET \/(settings)$/, "settings"],
];

/** A server that speaks the protocols of AWS's services, and writes down what it is asked; gone after the test. */
export async function awsServer(answers: WireAnswers): Promise<{ url: string; calls: WireCall[] }> {
  const calls: WireCall[] = [];
  const url = await listening(async (request, response) => {
    const body = await text(request);
    const call = callOf(request, body);
    calls.push({ operation: call.operation, input: call.input });
    const found = answers[call.operation] ?? { code: "UnknownOperationException" };
    const answer = typeof found === "function" ? found(call.input) : found;
    const isXml = call.protocol !== "json";
    response.setHeader("content-type", isXml ? "text/xml" : "application/json");
    if ("code" in answer) {
      response.setHeader("x-amzn-errortype", answer.code);
      response.writeHead(/Denied|Authorization|Forbidden/.test(answer.code) ? 403 : 400);
      response.end(isXml ? errorXml(answer.code, call.protocol) : JSON.stringify({ __type: answer.code }));
      return;
    }
    const { body: content } = answer;
    const sent = typeof content === "string" ? content : JSON.stringify(content);
    response.writeHead(200).end(sent.replaceAll(endpoint, `http://${request.headers.host}`));
  });
  return { url, calls };
}

function errorXml(code: string, protocol: string): string {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error>`;
  return protocol === "s3"
    ? `<Error><Code>${code}</Code></Error>`
    : `<ErrorResponse>${error}</ErrorResponse>`;
}

type Asked = WireCall & { protocol: "json" | "query" | "s3" };

function callOf({ method, url = "", headers }: IncomingMessage, body: string): Asked {
  const target = headers["x-amz-target"];
  if (typeof target === "string")
    return { operation: target.split(".").at(-1) ?? "", input: body, protocol: "json" };
  const action = new URLSearchParams(body).get("Action");
  if (action !== null) return { operation: action, input: body, protocol: "query" };
  const asked = `${method} ${url}`.replace(/[?&]x-id=\w+/, "");
  for (const [pattern, operation] of paths) {
    const found = pattern.exec(asked);
    if (!found) continue;
    const input = operation === "Invoke" ? body : decodeURIComponent(found[1] ?? "");
    return { operation, input, protocol: operation === "GetObjectLockConfiguration" ? "s3" : "json" };
  }
  return { operation: asked, input: body, protocol: "json" };
}

/** The answer to a call of a query API. */
export function queryAnswer(operation: string, result: string): WireAnswer {
  return {
    body: `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`,
  };
}
