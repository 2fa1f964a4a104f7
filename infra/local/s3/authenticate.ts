import {
  type Credentials,
  encodeRfc3986,
  headerOf,
  readHeaderClaim,
  readQueryClaim,
  requestSignature,
  type SignatureClaim,
  type SigningScope,
  sameSignature,
} from "../http/signature-v4.ts";
import type { WireRequest } from "../http/wire-request.ts";
import { accessDenied, invalidArgument, S3Error } from "./s3-error.ts";

/** A key pair and what it is good for. */
export type S3Credentials = Credentials & {
  /** With "objects": read, write, delete and list objects, and read the lifecycle configuration. */
  rights: "everything" | "objects";
  /** Whether its owner's clock may have been moved, so that the time in its signatures says nothing. */
  anyTime?: boolean;
};

/** Whose signatures are good. */
export type S3Authority = { credentials: readonly S3Credentials[]; region: string; now(): Date };

/** Who signed a request. */
export type S3Caller = {
  credentials: S3Credentials;
  claim: SignatureClaim;
  /** What the signature says of the body: its SHA-256 in hexadecimal, or a word. */
  payloadHash: string;
};

type RequestHead = Pick<WireRequest, "method" | "path" | "query" | "headers">;

/** How far the time in a signature may be off, in milliseconds (Amazon S3 API Reference, `RequestTimeTooSkewed`). */
const largestSkew = 15 * 60_000;

/** How long a presigned URL may be good, in seconds. */
const longestExpiry = 7 * 24 * 60 * 60;

/**
 * Checks the AWS Signature Version 4 of a request, in its header or in its query, except for the body.
 * @throws S3Error as S3 answers.
 */
export function authenticate(request: RequestHead, authority: S3Authority): S3Caller {
  const query = new URLSearchParams(request.query);
  const signedHeader = headerOf(request.headers, "authorization") !== undefined;
  const presigned = query.has("X-Amz-Algorithm") || query.has("X-Amz-Signature");
  if (signedHeader && presigned) throw invalidArgument("Only one auth mechanism allowed.");
  if (presigned) return authenticatePresigned(request, query, authority);
  if (signedHeader) return authenticateHeader(request, authority);
  throw accessDenied();
}

function authenticateHeader(request: RequestHead, authority: S3Authority): S3Caller {
  const claim = readHeaderClaim(request.headers);
  if (!claim) throw malformed("AuthorizationHeaderMalformed", "The authorization header is malformed.");
  checkScope(claim.scope, authority, "AuthorizationHeaderMalformed");
  const credentials = findCredentials(claim.accessKeyId, authority);
  if (!credentials.anyTime && Math.abs(authority.now().getTime() - claim.signedAt.getTime()) > largestSkew) {
    const message = "The difference between the request time and the current time is too large.";
    throw new S3Error(403, "RequestTimeTooSkewed", message);
  }
  const payloadHash = headerOf(request.headers, "x-amz-content-sha256");
  if (payloadHash === undefined) {
    throw malformed("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  }
  return checkSignature(request, { credentials, claim, payloadHash });
}

function authenticatePresigned(
  request: RequestHead,
  query: URLSearchParams,
  authority: S3Authority,
): S3Caller {
  const claim = readQueryClaim(query);
  const expiry = Number(query.get("X-Amz-Expires") ?? Number.NaN);
  if (!claim || !Number.isInteger(expiry) || expiry < 1 || expiry > longestExpiry) {
    const message = "Query-string authentication requires well-formed X-Amz- parameters.";
    throw malformed("AuthorizationQueryParametersError", message);
  }
  checkScope(claim.scope, authority, "AuthorizationQueryParametersError");
  const credentials = findCredentials(claim.accessKeyId, authority);
  const age = authority.now().getTime() - claim.signedAt.getTime();
  if (!credentials.anyTime && age < -largestSkew) throw accessDenied("Request is not valid yet");
  if (!credentials.anyTime && age > expiry * 1000) throw accessDenied("Request has expired");
  const payloadHash = query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD";
  return checkSignature(request, { credentials, claim, payloadHash });
}

/** @throws S3Error when the scope is not this server's. */
export function checkScope({ region, service }: SigningScope, authority: S3Authority, code: string): void {
  if (region !== authority.region) {
    throw malformed(code, `The region '${region}' is wrong; expecting '${authority.region}'`);
  }
  if (service !== "s3")
    throw malformed(code, `Incorrect service "${service}". This endpoint belongs to "s3".`);
}

/** @throws S3Error when nobody has that access key. */
export function findCredentials(accessKeyId: string, authority: S3Authority): S3Credentials {
  const found = authority.credentials.find((each) => each.accessKeyId === accessKeyId);
  if (found) return found;
  const message = "The AWS Access Key Id you provided does not exist in our records.";
  throw new S3Error(403, "InvalidAccessKeyId", message);
}

/** The answer to a signature that its owner's secret does not make. */
export function signatureMismatch(): S3Error {
  const message =
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
  return new S3Error(403, "SignatureDoesNotMatch", message);
}

function checkSignature(request: RequestHead, caller: S3Caller): S3Caller {
  const { claim, credentials, payloadHash } = caller;
  const unsigned = request.headers.some(
    ([name]) => (name === "host" || name.startsWith("x-amz-")) && !claim.signedHeaders.includes(name),
  );
  if (unsigned) throw accessDenied("There were headers present in the request which were not signed");
  const parts = { request, canonicalPath: canonicalPathOf(request.path), payloadHash };
  const expected = requestSignature(parts, claim, credentials.secretAccessKey);
  if (!sameSignature(claim.signature, expected)) throw signatureMismatch();
  return caller;
}

/** Unlike other services, S3 takes the path as it is: encoded once, nothing normalized. */
function canonicalPathOf(path: string): string {
  return encodeRfc3986(decodeURIComponent(path)).replaceAll("%2F", "/");
}

function malformed(code: string, message: string): S3Error {
  return new S3Error(400, code, message);
}
