import { hmac, sameSignature, scopeText, sha256, signingKey } from "../http/signature-v4.ts";
import { type S3Caller, signatureMismatch } from "./authenticate.ts";
import { S3Error } from "./s3-error.ts";

/** A body out of its chunks, and the headers that came after it, by name in lower case. */
export type DecodedBody = { body: Buffer; trailers: ReadonlyMap<string, string> };

const lineEnd = "\r\n";

/**
 * Takes the content encoding `aws-chunked` off a body (Amazon S3 API Reference, "Signature calculations for the
 * Authorization header: transferring payload in multiple chunks"). Chunks that were signed must be signed well.
 * @throws S3Error
 */
export function decodeChunks(encoded: Buffer, caller: S3Caller): DecodedBody {
  const { payloadHash } = caller;
  const verify = payloadHash.startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
    ? chunkVerifier(caller)
    : undefined;
  const chunks: Buffer[] = [];
  let position = 0;

  function readLine(): string {
    const end = encoded.indexOf(lineEnd, position);
    if (end < 0) throw incomplete();
    const line = encoded.toString("latin1", position, end);
    position = end + lineEnd.length;
    return line;
  }

  for (;;) {
    const [, size = "", , signature = ""] =
      readLine().match(/^([0-9a-f]{1,8})(;chunk-signature=([0-9a-f]{64}))?$/i) ?? [];
    if (size === "") throw incomplete();
    const end = position + Number.parseInt(size, 16);
    const chunk = encoded.subarray(position, end);
    if (end > encoded.length) throw incomplete();
    verify?.("PAYLOAD", `${sha256("")}\n${sha256(chunk)}`, signature);
    if (chunk.length === 0) break;
    chunks.push(chunk);
    position = end;
    if (readLine() !== "") throw incomplete();
  }
  const trailers = payloadHash.endsWith("-TRAILER")
    ? readTrailers(readLine, verify)
    : new Map<string, string>();
  return { body: Buffer.concat(chunks), trailers };
}

type Verify = (kind: "PAYLOAD" | "TRAILER", digests: string, signature: string) => void;

/** Each chunk's signature covers the one before, the first one's that of the request. */
function chunkVerifier({ claim, credentials }: S3Caller): Verify {
  const key = signingKey(credentials.secretAccessKey, claim.scope);
  let previous = claim.signature;
  return (kind, digests, signature) => {
    const algorithm = `AWS4-HMAC-SHA256-${kind}`;
    const toSign = [algorithm, claim.timestamp, scopeText(claim.scope), previous, digests].join("\n");
    previous = hmac(key, toSign).toString("hex");
    if (!sameSignature(signature, previous)) throw signatureMismatch();
  };
}

function readTrailers(readLine: () => string, verify: Verify | undefined): Map<string, string> {
  const trailers = new Map<string, string>();
  for (let line = readLine(); line !== ""; line = readLine()) {
    const [, name = "", value = ""] = line.match(/^([\w-]+):(.*)$/) ?? [];
    if (name === "") throw incomplete();
    trailers.set(name.toLowerCase(), value.trim());
  }
  if (verify) {
    const signature = trailers.get("x-amz-trailer-signature") ?? "";
    trailers.delete("x-amz-trailer-signature");
    const canonical = [...trailers].map(([name, value]) => `${name}:${value}\n`).join("");
    verify("TRAILER", sha256(canonical), signature);
  }
  return trailers;
}

function incomplete(): S3Error {
  return new S3Error(400, "IncompleteBody", "The request body terminated unexpectedly");
}
