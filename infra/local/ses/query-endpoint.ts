import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Answer } from "./answer.ts";
import { errorXml, resultXml, SesError } from "./query-api.ts";
import { type ActionDependencies, type Caller, runAction } from "./ses-actions.ts";

/** The SES v1 query API, which is all at `POST /`. Calls must be signed; the signature is not verified. */
export type QueryEndpoint = (request: IncomingMessage) => Promise<Answer>;

/** The endpoint: every answer of an action, and every refusal, is XML. */
export function createQueryEndpoint(
  dependencies: ActionDependencies & { log: (line: string) => void },
): QueryEndpoint {
  return async (request) => {
    const requestId = randomUUID();
    try {
      const form = new URLSearchParams(await readBody(request));
      return xmlAnswer(200, resultXml(await runAction(form, callerOf(request), dependencies), requestId));
    } catch (error) {
      const refusal = error instanceof SesError ? error : internalFailure(error, dependencies.log);
      return xmlAnswer(refusal.status, errorXml(refusal, requestId));
    }
  };
}

// 10 MB of message in base64 and percent-encoding, and the other parameters.
const maxBodyBytes = 16 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= maxBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (length > maxBodyBytes) throw new SesError("RequestEntityTooLarge", "The request is too large.", 413);
  return Buffer.concat(chunks).toString("latin1");
}

function callerOf(request: IncomingMessage): Caller {
  const identity = /Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? "")?.[1];
  if (!identity) throw new SesError("MissingAuthenticationToken", "The request is not signed.", 403);
  return { identity, ip: request.socket.remoteAddress ?? "" };
}

function internalFailure(error: unknown, log: (line: string) => void): SesError {
  log(`SES: a call failed (${error instanceof Error ? error.name : typeof error})`);
  return new SesError("InternalFailure", "The local SES failed.", 500);
}

function xmlAnswer(status: number, xml: string): Answer {
  return { status, contentType: "text/xml; charset=utf-8", body: xml };
}
