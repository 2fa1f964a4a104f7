import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** An answer over HTTP. */
export type Answer = {
  status: number;
  contentType: string;
  headers?: Readonly<Record<string, string>>;
  body: string | Buffer | AsyncIterable<string>;
};

/** An answer in one line of text. */
export function textAnswer(status: number, text: string): Answer {
  return { status, contentType: "text/plain; charset=utf-8", body: `${text}\n` };
}

/**
 * Sends the answer. Mails come from anywhere, so nothing of them may run or be guessed to be something else.
 * @throws when the body fails on the way or the caller goes away
 */
export async function sendAnswer(response: ServerResponse, answer: Answer): Promise<void> {
  response.writeHead(answer.status, {
    "Content-Type": answer.contentType,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    ...answer.headers,
  });
  await pipeline(Readable.from(answer.body), response);
}
