import { createHash, createHmac } from "node:crypto";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { S3Credentials } from "../../../../infra/local/s3/authenticate.ts";
import { owner } from "../../../support/s3.ts";

/** A request to be signed; without more than a path it is a GET of it now, by the owner. */
export type Unsigned = {
  method?: string;
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string | Buffer;
  credentials?: S3Credentials;
  region?: string;
  service?: string;
  at?: Date;
  /** Of a presigned URL, in seconds. */
  expiresIn?: number;
};

/** What `fetch` takes. */
export type Signed = {
  url: string;
  init: { method: string; headers: Record<string, string>; body?: string | Buffer };
};

/** A request with a signature in its header, made by another implementation than the one under test. */
export async function sign({ endpoint }: { endpoint: string }, request: Unsigned): Promise<Signed> {
  const parts = partsOf(endpoint, request);
  const { headers } = await signerOf(request).sign(parts, { signingDate: request.at ?? new Date() });
  return toFetch(endpoint, request, parts.query, headers);
}

/** A presigned URL. */
export async function presign({ endpoint }: { endpoint: string }, request: Unsigned): Promise<Signed> {
  const parts = partsOf(endpoint, request);
  const { query } = await signerOf(request).presign(
    { ...parts, headers: { ...parts.headers, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" }, body: undefined },
    {
      signingDate: request.at ?? new Date(),
      expiresIn: request.expiresIn ?? 60,
      unsignableHeaders: new Set(["x-amz-content-sha256"]),
      unhoistableHeaders: new Set(["x-amz-content-sha256"]),
    },
  );
  return toFetch(endpoint, request, query ?? {}, request.headers ?? {});
}

/** Sends a request and gives the status, and the code of an error in XML. */
export async function outcomeOf({ url, init }: Signed): Promise<[status: number, code: string | undefined]> {
  const response = await fetch(url, init);
  return [response.status, (await response.text()).match(/<Code>(\w+)<\/Code>/)?.[1]];
}

/** HMAC-SHA256 in hexadecimal with the key that signs for S3 on a day. */
export function hmacOf(text: string, date: string, secret = owner.secretAccessKey): string {
  const key = [date, "eu-central-1", "s3", "aws4_request"].reduce<string | Buffer>(
    (previous, part) => createHmac("sha256", previous).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac("sha256", key).update(text).digest("hex");
}

/** MD5 in Base64, as `Content-MD5` has it. */
export function md5(content: string | Buffer): string {
  return createHash("md5").update(content).digest("base64");
}

/** SHA-256 in hexadecimal. */
export function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

function partsOf(endpoint: string, { method = "GET", path, query = {}, headers, body }: Unsigned) {
  const { host, hostname } = new URL(endpoint);
  return { method, protocol: "http:", hostname, path, query, headers: { host, ...headers }, body };
}

function signerOf({ credentials = owner, region = "eu-central-1", service = "s3" }: Unsigned): SignatureV4 {
  return new SignatureV4({ credentials, region, service, sha256: Sha256, uriEscapePath: false });
}

function toFetch(
  endpoint: string,
  { method = "GET", path, body }: Unsigned,
  query: NonNullable<Parameters<SignatureV4["presign"]>[0]["query"]>,
  headers: Record<string, string>,
): Signed {
  const url = new URL(path, endpoint);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return { url: url.href, init: { method, headers, ...(body !== undefined && { body }) } };
}
