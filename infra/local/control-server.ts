import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { json } from "node:stream/consumers";
import * as z from "zod";
import { isoInstant } from "../../shared/periods/amsterdam.ts";
import { readInstant } from "../../shared/periods/read-date.ts";
import type { Invocation } from "./functions/invocation.ts";

/** What can be asked of the local run itself. */
export type Controls = {
  /** Whether there is such a function, and it can be invoked already. */
  has(functionName: string): boolean;
  /** Runs a function once as its schedule does; with `at`, an instant in UTC, with its clock there. */
  invoke(functionName: string, at: string | undefined): Promise<Invocation>;
};

type Answer = { status: number; content: object };

const runRequest = z.object({ at: z.string().optional() });

/**
 * The server behind `meldpunt run`: `POST /invoke/<function>`, and `GET /` to see that it is there. Every request
 * carries the token of `run.json`.
 */
export function createControlServer(token: string, controls: Controls): Server {
  return createServer(async (request, response) => {
    const { status, content } = await answer(request, token, controls).catch(
      (error: unknown): Answer => ({ status: 400, content: { error: messageOf(error) } }),
    );
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
  });
}

async function answer(request: IncomingMessage, token: string, controls: Controls): Promise<Answer> {
  if (!isAuthorized(request, token))
    return { status: 401, content: { error: "the token of run.json is needed" } };
  if (request.method === "GET" && request.url === "/") return { status: 200, content: { pid: process.pid } };
  const functionName = request.url?.match(/^\/invoke\/([\w-]+)$/)?.[1];
  if (request.method !== "POST" || functionName === undefined || !controls.has(functionName)) {
    return { status: 404, content: { error: "there is no such function" } };
  }
  const { at } = runRequest.parse(await json(request));
  const clock = at === undefined ? undefined : isoInstant(readInstant(at));
  const invocation = await controls.invoke(functionName, clock);
  if (invocation.ok) return { status: 200, content: { result: invocation.result } };
  const { errorType, errorMessage } = invocation.error;
  return { status: 500, content: { error: `${errorType}: ${errorMessage}` } };
}

function isAuthorized({ headers }: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function messageOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : "unreadable request";
}
