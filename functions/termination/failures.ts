import { describeError, log } from "../../shared/log.ts";
import type { Table } from "../../shared/table.ts";
import { readTermination } from "./agreement-store.ts";
import type { Destruction } from "./destruction.ts";
import { saveDestruction } from "./destruction-store.ts";
import { entryOf, recordEntry } from "./make-step.ts";

/** The desk is told once that many runs in a row have failed. */
export const tolerated = 2;

/**
 * Writes down that a run failed: this one, with its error, or, without one, the run before, which never came to its end.
 * With the second in a row, that the desk is to be told.
 * @throws Superseded when this run does not own the destruction any more: then it has not failed
 */
export async function recordFailure(
  table: Table,
  before: Destruction,
  error: unknown,
  at: Date,
): Promise<Destruction> {
  const { reference } = before;
  const failures = before.failures + 1;
  const isOver = error !== undefined;
  const history = failures === tolerated ? await readTermination(table, reference) : undefined;
  if (history) {
    const reason = isOver ? describeError(error).error : "cut_short";
    await recordEntry(table, entryOf(history, "fail", at, { reason }), before, { failures });
  }
  const after = await saveDestruction(table, before, { failures, ...(isOver && { leaseUntil: null }) });
  if (isOver) log("DESTRUCTION_FAILED", { reference, ...describeError(error), failures });
  else log("DESTRUCTION_CUT_SHORT", { reference, failures });
  return after;
}
