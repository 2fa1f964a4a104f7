import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import type { FunctionPool } from "../functions/function-pool.ts";
import type { StreamMapping } from "./stream-mapping.ts";
import type { StreamRecord } from "./stream-record.ts";

/** What delivering needs. */
export type Delivery = {
  mapping: StreamMapping;
  pool: Pick<FunctionPool, "invoke">;
  /** Gets a line about records that are given up; it holds no data of theirs. */
  log(line: string): void;
  signal: AbortSignal;
};

const firstPause = 100;
const longestPause = 10_000;

/**
 * Hands records to the function until each has been handled or given up, in order.
 * @param handled is told the sequence number up to which everything has been handled or given up.
 */
export async function deliverBatch(
  { mapping, pool, log, signal }: Delivery,
  batch: readonly StreamRecord[],
  handled: (sequenceNumber: string) => void,
): Promise<void> {
  let rest = batch;
  let size = batch.length;
  let failures = 0;

  function moveOn(count: number): void {
    const last = rest[count - 1];
    if (last === undefined) return;
    rest = rest.slice(count);
    failures = 0;
    handled(last.dynamodb.SequenceNumber);
  }

  while (rest.length > 0 && !signal.aborted) {
    const tried = rest.slice(0, size);
    const { done, culprits } = await tryBatch(pool, mapping, tried);
    moveOn(done);
    if (culprits === 0) {
      size = batch.length;
    } else if (mapping.bisect && culprits > 1) {
      size = Math.ceil(tried.length / 2);
    } else if (failures >= mapping.retries) {
      for (const { dynamodb } of rest.slice(0, culprits)) {
        log(`${mapping.functionName} gave up record ${dynamodb.SequenceNumber}`);
      }
      moveOn(culprits);
    } else {
      await pause(Math.min(longestPause, firstPause * 2 ** failures), undefined, { signal }).catch(() => {});
      failures += 1;
    }
  }
}

/** How many records from the first on have been handled, and how many after them may be to blame for a failure. */
type Outcome = { done: number; culprits: number };

const failuresReport = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().nullish() })).nullish(),
});

/**
 * With partial failures all before the lowest one that the function names has been handled; an answer that makes
 * no sense fails the whole batch (AWS Lambda Developer Guide, "Configuring partial batch response with DynamoDB").
 */
async function tryBatch(
  pool: Delivery["pool"],
  mapping: StreamMapping,
  batch: readonly StreamRecord[],
): Promise<Outcome> {
  const allFailed = { done: 0, culprits: batch.length };
  const allHandled = { done: batch.length, culprits: 0 };
  const invocation = await pool.invoke(mapping.functionName, { Records: batch });
  if (!invocation.ok) return allFailed;
  if (!mapping.reportsFailures || invocation.result === null || invocation.result === "") return allHandled;
  const failures = failuresReport.safeParse(invocation.result).data?.batchItemFailures;
  if (failures === undefined && !isEmpty(invocation.result)) return allFailed;
  const places = (failures ?? []).map(({ itemIdentifier }) =>
    batch.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  if (places.length === 0) return allHandled;
  return places.includes(-1) ? allFailed : { done: Math.min(...places), culprits: 1 };
}

function isEmpty(result: unknown): boolean {
  return typeof result === "object" && result !== null && Object.keys(result).length === 0;
}
