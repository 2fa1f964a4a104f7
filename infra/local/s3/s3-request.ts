import type { IncomingMessage } from "node:http";
import { type Operation, operationOf } from "./operations.ts";
import { invalidArgument, S3Error } from "./s3-error.ts";

/** A request whose body has not been looked at. */
export type S3Request = {
  /** Undefined for one that this server does not know. */
  operation: Operation | undefined;
  /** Empty when the request is not about a bucket. */
  bucket: string;
  /** Empty when the request is not about an object. */
  key: string;
  query: URLSearchParams;
  /** By name in lower case, also those that a presigned URL has in its query; several of a name are joined. */
  headers: ReadonlyMap<string, string>;
};

type RequestHead = Pick<IncomingMessage, "method" | "url" | "headers">;

// Amazon S3 User Guide, "Naming Amazon S3 objects".
const longestKey = 1024;

/**
 * Reads what a request asks for; addresses are path-style.
 * @throws S3Error
 */
export function readRequest(message: RequestHead): S3Request {
  const [path = "", ...query] = (message.url ?? "").split("?");
  const [, bucket = "", ...segments] = path.split("/");
  const address = { bucket: decode(bucket), key: decode(segments.join("/")) };
  checkKey(address.key);
  const parts = { ...address, ...readParameters(message, new URLSearchParams(query.join("?"))) };
  return { ...parts, operation: operationOf({ ...parts, method: message.method ?? "" }) };
}

function readParameters({ headers }: RequestHead, query: URLSearchParams) {
  const presigned = [...query].filter(([name]) => /^x-amz-/i.test(name));
  return {
    query,
    headers: new Map([
      ...presigned.map(([name, value]): [string, string] => [name.toLowerCase(), value]),
      ...Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    ]),
  };
}

/** @throws S3Error for a key that is longer than S3 takes. */
export function checkKey(key: string): string {
  if (Buffer.byteLength(key) <= longestKey) return key;
  throw new S3Error(400, "KeyTooLongError", "Your key is too long");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
}

/** A number in the query, from 0 on; `most` when it is larger, or absent. */
export function readCount({ query }: S3Request, name: string, most: number): number {
  const text = query.get(name);
  if (text === null || text === "") return most;
  if (!/^\d{1,10}$/.test(text))
    throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`);
  return Math.min(Number(text), most);
}
