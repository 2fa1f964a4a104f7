import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { WireResponse } from "../http/http-response.ts";
import { listen, stopListening } from "../http/listen.ts";
import { readBody } from "../http/read-body.ts";
import { KmsError, kmsAnswer, kmsErrorAnswer } from "./kms-error.ts";
import { type KmsKey, operations } from "./operations.ts";

/** The local KMS. `log` gets no personal data. */
export type KmsOptions = { keys: readonly KmsKey[]; log(line: string): void };

/** A running KMS. */
export type LocalKms = {
  /** Without a trailing slash. */
  endpoint: string;
  /** Lets what is under way end, for a second at most. */
  close(): Promise<void>;
};

/** The longest message in base64, and all else that a call may say, in bytes. */
const largestBody = 64 * 1024;

/**
 * Starts a KMS on a free port of 127.0.0.1 that signs with the keys that it is given. Calls must be signed; the signature
 * is not verified.
 */
export async function startKms({ keys, log }: KmsOptions): Promise<LocalKms> {
  const server = createServer(async (message, response) => {
    const { status, headers, body } = await answer(message, keys, log);
    response.writeHead(status, headers.flat()).end(body);
  });
  const endpoint = await listen(server, 0);
  return { endpoint, close: () => stopListening(server, 1_000) };
}

async function answer(
  message: IncomingMessage,
  keys: readonly KmsKey[],
  log: KmsOptions["log"],
): Promise<WireResponse> {
  const requestId = randomUUID();
  try {
    return kmsAnswer(await carryOut(message, keys), requestId);
  } catch (error) {
    return kmsErrorAnswer(error instanceof KmsError ? error : internalFailure(error, log), requestId);
  }
}

async function carryOut(message: IncomingMessage, keys: readonly KmsKey[]): Promise<object> {
  const body = await readBody(message, largestBody);
  const { authorization = "", "x-amz-target": target = "" } = message.headers;
  if (!/Credential=[^/,\s]+\//.test(authorization)) {
    throw new KmsError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const operation = operations.get(String(target).replace(/^TrentService\./, ""));
  if (!operation)
    throw new KmsError("UnknownOperationException", "The local KMS signs, and tells public keys.");
  return operation(parseJson(body), keys);
}

function parseJson(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString() ?? "");
  } catch {
    throw new KmsError("SerializationException", "The body is too large, or no JSON.");
  }
}

function internalFailure(error: unknown, log: KmsOptions["log"]): KmsError {
  log(`KMS: a call failed (${error instanceof Error ? error.name : typeof error})`);
  return new KmsError("KMSInternalException", "The local KMS failed.", 500);
}
