import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { json } from "node:stream/consumers";
import * as z from "zod";
import { isoInstant } from "../../shared/periods/amsterdam.ts";
import { readInstant } from "../../shared/periods/read-date.ts";
import type { DeadLetters } from "./dead-letters/dead-letter-files.ts";
import type { HandOver } from "./dead-letters/hand-over.ts";
import { faultRules } from "./faults/fault-rule.ts";
import type { Gates } from "./faults/gates.ts";
import type { Invocation } from "./functions/invocation.ts";

/** What can be asked of the local run itself. */
export type Controls = {
  /** Whether there is such a function, and it can be invoked already. */
  has(functionName: string): boolean;
  /** Runs a function once as its schedule does; with `at`, an instant in UTC, with its clock there. */
  invoke(functionName: string, at: string | undefined): Promise<Invocation>;
  /** Makes a table of that name as a recovery point of this moment would give it; gives how many items it has. */
  copyTable(name: string): Promise<number>;
  /** The faults that the services have been told to show. */
  faults: Pick<Gates, "rules" | "setRules">;
  deadLetters: Pick<DeadLetters, "list" | "remove"> & { handOver: HandOver };
};

type Answer = { status: number; content: object };

const someLetters = z.object({ ids: z.array(z.string()) });

const tableCopy = z.object({ name: z.string() });

const runRequest = z.object({ at: z.string().optional() });

/**
 * The server behind `meldpunt run`: `POST /invoke/<function>`, `GET` and `PUT /faults`, `GET /dead-letters`,
 * `POST /dead-letters/hand-over` and `/dead-letters/remove`,
 * `POST /tables/copy`, and `GET /` to see that it is there. Every request carries the token of `run.json`.
 * @param controls undefined until the local run can be asked
 */
export function createControlServer(token: string, controls: () => Controls | undefined): Server {
  return createServer(async (request, response) => {
    const { status, content } = await answer(request, token, controls()).catch(
      (error: unknown): Answer => ({ status: 400, content: { error: messageOf(error) } }),
    );
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
  });
}

async function answer(
  request: IncomingMessage,
  token: string,
  controls: Controls | undefined,
): Promise<Answer> {
  if (!isAuthorized(request, token))
    return { status: 401, content: { error: "the token of run.json is needed" } };
  const route = `${request.method} ${request.url}`;
  if (route === "GET /") return { status: 200, content: { pid: process.pid } };
  if (!controls) return { status: 503, content: { error: "the local run is still starting" } };
  switch (route) {
    case "PUT /faults":
      controls.faults.setRules(faultRules.parse(await json(request)));
      return { status: 200, content: controls.faults.rules() };
    case "GET /faults":
      return { status: 200, content: controls.faults.rules() };
    case "GET /dead-letters":
      return { status: 200, content: controls.deadLetters.list() };
    case "POST /dead-letters/hand-over": {
      const { ids } = someLetters.parse(await json(request));
      return { status: 200, content: await controls.deadLetters.handOver(ids) };
    }
    case "POST /dead-letters/remove": {
      const { ids } = someLetters.parse(await json(request));
      controls.deadLetters.remove(ids);
      return { status: 200, content: { ids } };
    }
    case "POST /tables/copy": {
      const { name } = tableCopy.parse(await json(request));
      return { status: 200, content: { name, items: await controls.copyTable(name) } };
    }
    default:
      return invokeOnce(request, route.match(/^POST \/invoke\/([\w-]+)$/)?.[1] ?? "", controls);
  }
}

async function invokeOnce(
  request: IncomingMessage,
  functionName: string,
  controls: Controls,
): Promise<Answer> {
  if (!controls.has(functionName)) return { status: 404, content: { error: "there is no such function" } };
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
