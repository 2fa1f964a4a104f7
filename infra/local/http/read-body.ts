import type { IncomingMessage } from "node:http";

/** The most that an HTTP API takes (API Gateway Developer Guide, "Quotas for HTTP APIs"), in bytes. */
const largestBody = 10 * 1024 * 1024;

/**
 * The body; undefined when it is too large, or when the client went away before its end. No more than the limit
 * is ever held in memory: the rest is read and dropped, so that the client gets to see the answer.
 */
export async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  if (Number(message.headers["content-length"] ?? 0) > largestBody) {
    message.resume();
    return undefined;
  }
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > largestBody) {
      message.resume();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
