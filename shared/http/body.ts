import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { Refusal } from "../refusal.ts";

const maxBytes = 256 * 1024;

type Message = Pick<APIGatewayProxyEventV2, "headers" | "body" | "isBase64Encoded">;

/** A JSON body: the text as it was sent and the value it means. Of a repeated member the last one counts. */
export type JsonBody = { text: string; value: unknown };

/**
 * The JSON body of a call to an HTTP API.
 * @throws Refusal `not_json`, `body_too_large` or `malformed_json`
 */
export function jsonBody(event: Message): JsonBody {
  if (!isOfType(event, /^application\/(?:[a-z0-9.-]+\+)?json *(?:;|$)/i)) throw new Refusal("not_json");
  const bytes = bytesOf(event);
  if (bytes.length > maxBytes) throw new Refusal("body_too_large");
  try {
    const text = textOf(bytes);
    return { text, value: JSON.parse(text) };
  } catch (cause) {
    throw new Refusal("malformed_json", { cause });
  }
}

/** What a form was sent with: the values of each field, in their order. `tooLarge` where we take no body of that size. */
export type FormBody = { values: ReadonlyMap<string, readonly string[]>; tooLarge: boolean };

/**
 * The body of an HTML form (application/x-www-form-urlencoded, in UTF-8). One that is too large is read all the same, so
 * that nothing is lost of what somebody typed. Line breaks are LF, as they were before the browser sent them.
 * @throws Refusal `not_form` or `malformed_form`
 */
export function formBody(event: Message): FormBody {
  if (!isOfType(event, /^application\/x-www-form-urlencoded *(?:;|$)/i)) throw new Refusal("not_form");
  const bytes = bytesOf(event);
  try {
    return { values: readFields(textOf(bytes)), tooLarge: bytes.length > maxBytes };
  } catch (cause) {
    throw new Refusal("malformed_form", { cause });
  }
}

function readFields(text: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of text.split("&").filter(Boolean)) {
    const at = pair.includes("=") ? pair.indexOf("=") : pair.length;
    const name = readPart(pair.slice(0, at));
    const value = readPart(pair.slice(at + 1)).replace(/\r\n?/g, "\n");
    const ofName = values.get(name);
    if (ofName) ofName.push(value);
    else values.set(name, [value]);
  }
  return values;
}

function readPart(part: string): string {
  return decodeURIComponent(part.replaceAll("+", " "));
}

function isOfType({ headers }: Message, type: RegExp): boolean {
  const contentType = headers["content-type"] ?? "";
  const charset = /; *charset *= *"?([^";\s]*)/i.exec(contentType)?.[1] ?? "utf-8";
  return type.test(contentType) && charset.toLowerCase() === "utf-8" && !headers["content-encoding"];
}

function bytesOf({ body, isBase64Encoded }: Message): Buffer {
  return Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @throws TypeError for bytes that are no UTF-8 */
function textOf(bytes: Buffer): string {
  const text = utf8.decode(bytes);
  // A gateway puts this in place of bytes that are no UTF-8: what the person wrote is lost already.
  if (text.includes("\uFFFD")) throw new TypeError("the body was not UTF-8");
  return text;
}
