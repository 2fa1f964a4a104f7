import * as z from "zod";
import type { FunctionPool } from "../functions/function-pool.ts";
import type { Invocation } from "../functions/invocation.ts";
import type { StreamRecord } from "../streams/stream-record.ts";
import type { DeadLetter } from "./dead-letter.ts";
import type { DeadLetters, StoredLetter } from "./dead-letter-files.ts";

/**
 * What came of handing letters over again: it went well, the function failed again (with what), or what they are about is
 * kept nowhere any more.
 */
export const handedOver = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("done") }),
  z.object({ outcome: z.literal("failed"), why: z.string() }),
  z.object({ outcome: z.literal("gone") }),
]);

export type HandedOver = z.infer<typeof handedOver>;

/** Hands the first of the letters to its function again, and takes all of them out where that went well. */
export type HandOver = (ids: readonly string[]) => Promise<HandedOver>;

/** What handing over needs. */
type HandOverOptions = {
  deadLetters: Pick<DeadLetters, "list" | "eventOf" | "remove">;
  pool: Pick<FunctionPool, "invoke">;
  /** The records of a stretch of a function's stream; undefined where the stream has forgotten them. */
  readRecords(
    functionArn: string,
    stretch: NonNullable<DeadLetter["DDBStreamBatchInfo"]>,
  ): Promise<StreamRecord[] | undefined>;
};

/** Hands over the letters of a local run. */
export function localHandOver({ deadLetters, pool, readRecords }: HandOverOptions): HandOver {
  async function eventOf({ id, source, requestContext, ...letter }: StoredLetter): Promise<unknown> {
    const { DDBStreamBatchInfo: stretch } = letter;
    // What a schedule sends is read by nobody.
    if (!stretch) return deadLetters.eventOf(id) ?? (source === undefined ? {} : undefined);
    const records = await readRecords(requestContext.functionArn, stretch);
    return records && { Records: records };
  }

  return async (ids) => {
    const letter = deadLetters.list().find(({ id }) => ids.includes(id));
    const payload = letter && (await eventOf(letter));
    if (!letter || payload === undefined) return { outcome: "gone" };
    const name = letter.requestContext.functionArn.split(":")[6] ?? "";
    const end = endOf(await pool.invoke(name, payload));
    if (end.outcome === "done") deadLetters.remove(ids);
    return end;
  };
}

function endOf(invocation: Invocation): HandedOver {
  if (!invocation.ok) return { outcome: "failed", why: invocation.error.errorType };
  return outcomeOf(invocation.result);
}

const report = z.object({ batchItemFailures: z.array(z.unknown()) });

/** A function that was handed records tells of those that it could not handle. */
export function outcomeOf(result: unknown): HandedOver {
  const failures = report.safeParse(result).data?.batchItemFailures ?? [];
  if (failures.length === 0) return { outcome: "done" };
  return { outcome: "failed", why: `reported ${failures.length} failures` };
}
