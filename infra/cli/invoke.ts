import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import * as z from "zod";
import type { RunDescription } from "../local/run-file.ts";
import { CommandFailure } from "./failure.ts";

/**
 * Lets a function of the local run run once, and waits for as long as that takes: `fetch` would give up after 300 s.
 * @param at the time on its clock; the real one when absent
 * @param schema what the function answers
 * @throws CommandFailure when it fails, or the local run does not answer
 */
export async function invoke<T>(
  run: RunDescription,
  functionName: string,
  at: string | undefined,
  schema: z.ZodType<T>,
): Promise<T> {
  const { status, content } = await post(run, `/invoke/${functionName}`, { at }).catch((cause: unknown) => {
    throw new CommandFailure(1, `The local run at ${run.control} does not answer.`, { cause });
  });
  const parsed = z.object({ result: schema }).safeParse(content);
  if (status === 200 && parsed.success) return parsed.data.result;
  throw new CommandFailure(
    1,
    `The function ${functionName} failed (status ${status}): see the local run's output.`,
  );
}

async function post({ control, controlToken }: RunDescription, path: string, body: object) {
  const sent = request(new URL(path, control), {
    method: "POST",
    headers: { authorization: `Bearer ${controlToken}`, "content-type": "application/json" },
  });
  sent.end(JSON.stringify(body));
  const [response]: IncomingMessage[] = await once(sent, "response");
  if (!response) throw new Error("no response");
  return { status: response.statusCode ?? 0, content: asJson(await text(response)) };
}

/** Undefined for what is no JSON. */
function asJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
