import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { Refusal } from "../refusal.ts";

const maxBytes = 256 * 1024;

/** A JSON body: the text as it was sent and the value it means. Of a repeated member the last one counts. */
export type JsonBody = { text: string; value: unknown };

/**
 * The JSON body of a call to an HTTP API.
 * @throws Refusal `not_json`, `body_too_large` or `malformed_json`
 */
export function jsonBody(
  event: Pick<APIGatewayProxyEventV2, "headers" | "body" | "isBase64Encoded">,
): JsonBody {
  const contentType = event.headers["content-type"] ?? "";
  if (!/^application\/(?:[a-z0-9.-]+\+)?json *(?:;|$)/i.test(contentType)) throw new Refusal("not_json");
  const charset = /; *charset *= *"?([^";\s]*)/i.exec(contentType)?.[1] ?? "utf-8";
  if (charset.toLowerCase() !== "utf-8") throw new Refusal("not_json");
  if (event.headers["content-encoding"]) throw new Refusal("not_json");
  const bytes = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > maxBytes) throw new Refusal("body_too_large");
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    // A gateway puts this in place of bytes that are no UTF-8: what the person wrote is lost already.
    if (text.includes("\uFFFD")) throw new TypeError("the body was not UTF-8");
    return { text, value: JSON.parse(text) };
  } catch (cause) {
    throw new Refusal("malformed_json", { cause });
  }
}
