import type { IncomingMessage } from "node:http";
import { readBody } from "../http/read-body.ts";
import { sha256 } from "../http/signature-v4.ts";
import type { S3Caller } from "./authenticate.ts";
import { type DecodedBody, decodeChunks } from "./aws-chunked.ts";
import { notImplemented, S3Error } from "./s3-error.ts";

/** S3 takes 5 GiB at once; here a body has to fit into memory and into one field of a database, in bytes. */
const largestBody = 512 * 1024 * 1024;

const noTrailers = new Map<string, string>();

/**
 * Reads a body and holds it against what the signature says of it.
 * @throws S3Error
 */
export async function readPayload(message: IncomingMessage, caller: S3Caller): Promise<DecodedBody> {
  const body = await readWholeBody(message);
  const { payloadHash } = caller;
  switch (payloadHash) {
    case "UNSIGNED-PAYLOAD":
      return { body, trailers: noTrailers };
    case "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD":
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER": {
      const decoded = decodeChunks(body, caller);
      checkDecodedLength(message, decoded.body);
      return decoded;
    }
    default:
      if (payloadHash.startsWith("STREAMING-")) throw notImplemented(payloadHash);
      checkPayloadHash(body, payloadHash);
      return { body, trailers: noTrailers };
  }
}

/**
 * Reads a body that no signature covers.
 * @throws S3Error when it is too large, or its sender went away.
 */
export async function readWholeBody(message: IncomingMessage): Promise<Buffer> {
  const body = await readBody(message, largestBody);
  if (body) return body;
  throw new S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
}

/**
 * Makes sure that a request comes without a body, as some operations do.
 * @throws S3Error
 */
export function refusePayload({ headers }: IncomingMessage, { payloadHash }: S3Caller): void {
  if (Number(headers["content-length"] ?? 0) > 0 || headers["transfer-encoding"] !== undefined) {
    throw new S3Error(400, "InvalidRequest", "This operation takes no body.");
  }
  if (payloadHash !== "UNSIGNED-PAYLOAD") checkPayloadHash(Buffer.alloc(0), payloadHash);
}

function checkPayloadHash(body: Buffer, payloadHash: string): void {
  if (sha256(body) === payloadHash) return;
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
  throw new S3Error(400, "XAmzContentSHA256Mismatch", message);
}

function checkDecodedLength({ headers }: IncomingMessage, body: Buffer): void {
  if (headers["x-amz-decoded-content-length"] === String(body.length)) return;
  const message =
    "You did not provide the number of bytes specified by the x-amz-decoded-content-length header.";
  throw new S3Error(400, "IncompleteBody", message);
}
