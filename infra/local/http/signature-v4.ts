import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { WireRequest } from "./wire-request.ts";

/** A key pair as IAM hands it out. */
export type Credentials = { accessKeyId: string; secretAccessKey: string };

/** Day (`YYYYMMDD`), Region and service for which a key signs. */
export type SigningScope = { date: string; region: string; service: string };

/** What a request says of its own signature. */
export type SignatureClaim = {
  accessKeyId: string;
  scope: SigningScope;
  /** In lower case. */
  signedHeaders: readonly string[];
  signature: string;
  /** ISO 8601 without separators, as it was signed. */
  timestamp: string;
  signedAt: Date;
};

/** What a signature covers besides the headers that it names. */
type SignedParts = {
  request: Pick<WireRequest, "method" | "query" | "headers">;
  /** The path in its canonical form; S3's differs from that of all other services. */
  canonicalPath: string;
  /** SHA-256 of the body in hexadecimal, or the word that stands for it. */
  payloadHash: string;
};

/**
 * The claim in the `Authorization` header (IAM User Guide, "AWS Signature Version 4 for API requests").
 * @returns undefined when it is absent or malformed.
 */
export function readHeaderClaim(headers: WireRequest["headers"]): SignatureClaim | undefined {
  const [, credential, signedHeaders, signature] =
    headerOf(headers, "authorization")?.match(
      /^AWS4-HMAC-SHA256 Credential=([^\s,]+), ?SignedHeaders=([^\s,]+), ?Signature=([0-9a-f]{64})$/,
    ) ?? [];
  return readClaim(credential, signedHeaders, signature, headerOf(headers, "x-amz-date"));
}

/**
 * The claim of a presigned URL.
 * @returns undefined when it is absent or malformed.
 */
export function readQueryClaim(query: URLSearchParams): SignatureClaim | undefined {
  if (query.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256") return undefined;
  const value = (name: string) => query.get(`X-Amz-${name}`) ?? undefined;
  return readClaim(value("Credential"), value("SignedHeaders"), value("Signature"), value("Date"));
}

/**
 * Whom a signature names, and for what it is good: `<access key>/<day>/<Region>/<service>/aws4_request`.
 * @returns undefined when it is malformed.
 */
export function readCredential(text: string): { accessKeyId: string; scope: SigningScope } | undefined {
  const [accessKeyId, date, region, service, end, ...more] = text.split("/");
  if (!accessKeyId || !date || !region || !service || end !== "aws4_request" || more.length > 0)
    return undefined;
  return { accessKeyId, scope: { date, region, service } };
}

function readClaim(
  credential: string | undefined,
  signedHeaders: string | undefined,
  signature: string | undefined,
  timestamp: string | undefined,
): SignatureClaim | undefined {
  if (!credential || !signedHeaders || !signature || !timestamp) return undefined;
  const named = readCredential(credential);
  const signedAt = readTimestamp(timestamp);
  if (!named || !signedAt || named.scope.date !== timestamp.slice(0, 8)) return undefined;
  return { ...named, signedHeaders: signedHeaders.split(";"), signature, timestamp, signedAt };
}

function readTimestamp(text: string): Date | undefined {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  return iso === text || Number.isNaN(Date.parse(iso)) ? undefined : new Date(iso);
}

/** The signature that the owner of the secret makes for a request, in hexadecimal. */
export function requestSignature(parts: SignedParts, claim: SignatureClaim, secretAccessKey: string): string {
  const { request, canonicalPath, payloadHash } = parts;
  const canonicalHeaders = claim.signedHeaders.map(
    (name) => `${name}:${(headerOf(request.headers, name) ?? "").trim().replace(/ +/g, " ")}\n`,
  );
  const canonicalRequest = [
    request.method,
    canonicalPath,
    canonicalQuery(request.query),
    canonicalHeaders.join(""),
    claim.signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", claim.timestamp, scopeText(claim.scope), sha256(canonicalRequest)].join(
    "\n",
  );
  return hmac(signingKey(secretAccessKey, claim.scope), toSign).toString("hex");
}

/** The key that signs within a scope. */
export function signingKey(secretAccessKey: string, { date, region, service }: SigningScope): Buffer {
  return [date, region, service, "aws4_request"].reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`));
}

/** A scope as it is signed. */
export function scopeText({ date, region, service }: SigningScope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

/** HMAC-SHA256. */
export function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

/** SHA-256 in hexadecimal. */
export function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Whether two signatures are the same, in a time that does not tell where they differ. */
export function sameSignature(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** Percent-encodes all but the unreserved characters of RFC 3986, as AWS does before it signs. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** What came under a name, which is in lower case; several field lines are joined. */
export function headerOf(headers: WireRequest["headers"], wanted: string): string | undefined {
  const values = headers.filter(([name]) => name === wanted).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(",");
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]): [string, string] => [encodeRfc3986(name), encodeRfc3986(value)])
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
