import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import type { FunctionPool } from "../functions/function-pool.ts";
import type { StreamMapping } from "./stream-mapping.ts";
import type { StreamRecord } from "./stream-record.ts";

/** What delivering needs. */
export type Delivery = {
  mapping: StreamMapping;
  pool: Pick<FunctionPool, "invoke">;
  /** Is told of records that are given up. */
  giveUp(stretch: GivenUp): void;
  signal: AbortSignal;
};

/** Consecutive records that were given up together. */
export type GivenUp = {
  records: readonly [StreamRecord, ...StreamRecord[]];
  /** How often the function got them, since nothing more could be split off. */
  attempts: number;
  /** What the function failed with the last time; undefined where it only reported failures. */
  errorType: string | undefined;
};

const firstPause = 100;
const longestPause = 10_000;

/**
 * Hands records to the function until each has been handled or given up, in order. Splitting a batch counts as no retry,
 * and what fails to the end is given up together: one record with bisecting, else all from the first failing one on.
 * @param handled is told the sequence number up to which everything has been handled or given up.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function deliverBatch(
  { mapping, pool, giveUp, signal }: Delivery,
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
    const { done, errorType } = await tryBatch(pool, mapping, tried);
    moveOn(done);
    const [first, ...others] = tried.slice(done);
    if (first === undefined) {
      size = batch.length;
    } else if (signal.aborted) {
      // The function may have failed only because the local run stops.
      return;
    } else if (mapping.bisect && others.length > 0) {
      // AWS does not say what it does where the first record is the one reported: there is nothing to split before it.
      size = done > 0 ? 1 + others.length : Math.ceil(tried.length / 2);
    } else if (failures >= mapping.retries) {
      giveUp({ records: [first, ...others], attempts: failures + 1, errorType });
      moveOn(1 + others.length);
    } else {
      await pause(Math.min(longestPause, firstPause * 2 ** failures), undefined, { signal }).catch(() => {});
      failures += 1;
    }
  }
}

/** How many records from the first on have been handled, and what the function failed with, if it did. */
type Outcome = { done: number; errorType?: string };

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
  const allFailed = { done: 0 };
  const allHandled = { done: batch.length };
  const invocation = await pool.invoke(mapping.functionName, { Records: batch });
  if (!invocation.ok) return { ...allFailed, errorType: invocation.error.errorType };
  if (!mapping.reportsFailures || invocation.result === null || invocation.result === "") return allHandled;
  const failures = failuresReport.safeParse(invocation.result).data?.batchItemFailures;
  if (failures === undefined && !isEmpty(invocation.result)) return allFailed;
  const places = (failures ?? []).map(({ itemIdentifier }) =>
    batch.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  if (places.length === 0) return allHandled;
  return places.includes(-1) ? allFailed : { done: Math.min(...places) };
}

function isEmpty(result: unknown): boolean {
  return typeof result === "object" && result !== null && Object.keys(result).length === 0;
}
