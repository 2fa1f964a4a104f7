import { encodeRfc3986 } from "../http/signature-v4.ts";
import { invalidArgument } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

/** How names in a listing are written. */
export type NameEncoding = { type: "url" | undefined; encode(name: string): string };

/**
 * The encoding that a listing is asked for: as in a form (a space is a plus), with slashes left alone.
 * @throws S3Error for another one.
 */
export function nameEncodingOf({ query }: S3Request): NameEncoding {
  const type = query.get("encoding-type");
  if (type === null) return { type: undefined, encode: (name) => name };
  if (type.toLowerCase() === "url") return { type: "url", encode: encodeName };
  throw invalidArgument("Invalid Encoding Method specified in Request");
}

function encodeName(name: string): string {
  return encodeRfc3986(name)
    .replaceAll("%20", "+")
    .replaceAll("%2F", "/")
    .replaceAll("%2A", "*")
    .replaceAll("~", "%7E");
}
