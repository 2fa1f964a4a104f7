import { type Markup, markup, markupOf } from "../../../shared/markup.ts";
import type { WireResponse } from "../http/http-response.ts";
import type { S3Error } from "./s3-error.ts";

/** The namespace of S3's own elements. */
export const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

type Headers = Readonly<Record<string, string | undefined>>;

/** An answer in XML. */
export function xmlAnswer(content: Markup, status = 200, headers: Headers = {}): WireResponse {
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${markupOf(content)}`);
  return { status, headers: [["content-type", "application/xml"], ...given(headers)], body };
}

/** An answer without a body. */
export function emptyAnswer(status: number, headers: Headers = {}): WireResponse {
  return { status, headers: given(headers), body: Buffer.alloc(0) };
}

/** The answer to a request that is refused. */
export function errorAnswer(
  { status, code, message }: S3Error,
  resource: string,
  requestId: string,
): WireResponse {
  return xmlAnswer(
    markup`<Error><Code>${code}</Code><Message>${message}</Message><Resource>${resource}</Resource>\
<RequestId>${requestId}</RequestId></Error>`,
    status,
  );
}

/** An element, or nothing when there is no value. */
export function optional(name: string, value: string | undefined): Markup | [] {
  return value === undefined ? [] : markup`<${name}>${value}</${name}>`;
}

function given(headers: Headers): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
}
