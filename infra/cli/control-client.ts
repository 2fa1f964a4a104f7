import * as z from "zod";
import type { RunDescription } from "../local/run-file.ts";
import { CommandFailure } from "./failure.ts";

/** What the control server of a local run is asked. */
type Question = { method: "GET" | "PUT" | "POST"; path: string; body?: unknown };

const refusal = z.object({ error: z.string() });

/**
 * Asks a local run something that it answers at once.
 * @param schema what it answers
 * @throws CommandFailure when it refuses or does not answer; wrong use where it cannot read what it is told
 */
export async function askLocalRun<T>(
  { control, controlToken }: RunDescription,
  { method, path, body }: Question,
  schema: z.ZodType<T>,
): Promise<T> {
  const headers = { authorization: `Bearer ${controlToken}`, "content-type": "application/json" };
  const sent = fetch(new URL(path, control), { method, headers, body: JSON.stringify(body) ?? null });
  const response = await sent.catch((cause: unknown) => {
    throw new CommandFailure(1, `The local run at ${control} does not answer.`, { cause });
  });
  const content: unknown = await response.json().catch(() => undefined);
  const parsed = schema.safeParse(content);
  if (response.ok && parsed.success) return parsed.data;
  const reason = refusal.safeParse(content).data?.error ?? `status ${response.status}`;
  throw new CommandFailure(response.status === 400 ? 2 : 1, `The local run says: ${reason}.`);
}
