import { validateHeaderName, validateHeaderValue } from "node:http";
import * as z from "zod";

type Header = [name: string, value: string];

/** What goes back over the wire. */
export type WireResponse = { status: number; headers: Header[]; body: Buffer };

const structured = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** An answer of the gateway itself. */
export function gatewayResponse(status: number, message: string): WireResponse {
  return json(status, JSON.stringify({ message }));
}

/**
 * What the gateway makes of a function's result: without `statusCode` it is the body of a 200 answer (API Gateway
 * Developer Guide, "Lambda function response for format 2.0"); a response it cannot read is a 500.
 */
export function httpResponse(result: unknown): WireResponse {
  if (typeof result !== "object" || result === null || !("statusCode" in result)) {
    return json(200, typeof result === "string" ? result : JSON.stringify(result));
  }
  const response = structured.safeParse(result);
  if (!response.success) return gatewayResponse(500, "Internal Server Error");
  const { statusCode, headers, cookies, body, isBase64Encoded } = response.data;
  const given = [
    ...Object.entries(headers ?? {}).map(([name, value]): Header => [name, String(value)]),
    ...(cookies ?? []).map((cookie): Header => ["set-cookie", cookie]),
  ];
  if (!given.every(isSendable)) return gatewayResponse(500, "Internal Server Error");
  const typed = given.some(([name]) => name.toLowerCase() === "content-type");
  const added: Header[] = typed || !body ? [] : [["content-type", "text/plain;charset=UTF-8"]];
  return {
    status: statusCode,
    headers: [...given.filter(([name]) => name.toLowerCase() !== "content-length"), ...added],
    body: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
  };
}

function isSendable([name, value]: Header): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function json(status: number, body: string): WireResponse {
  return { status, headers: [["content-type", "application/json"]], body: Buffer.from(body) };
}
