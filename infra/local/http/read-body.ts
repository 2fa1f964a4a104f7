import type { IncomingMessage } from "node:http";

/**
 * The body; undefined when it is larger than `largest`, in bytes, or when the client went away before its end. No
 * more than that is ever held in memory: the rest is read and dropped, so that the client gets to see the answer.
 */
export async function readBody(message: IncomingMessage, largest: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  if (Number(message.headers["content-length"] ?? 0) > largest) {
    message.resume();
    return undefined;
  }
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > largest) {
      message.resume();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
