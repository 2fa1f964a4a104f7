import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { eventLetter } from "../dead-letters/dead-letter.ts";
import type { DeadLetters } from "../dead-letters/dead-letter-files.ts";
import { destinationConfig, failureQueue } from "../dead-letters/failure-destination.ts";
import type { FunctionPool } from "../functions/function-pool.ts";
import { functionByArn, type LocalFunction } from "../functions/local-function.ts";
import type { Stack } from "../template/stack.ts";

const invokeConfig = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().default(2),
  DestinationConfig: destinationConfig,
});

/** What becomes of a function's events when it fails on them. */
type EventFate = {
  functionArn: string;
  /** How often a failed event is tried again. */
  retries: number;
  /** The queue that is told of an event that was given up, by its logical id. */
  failureQueue: string | undefined;
};

/**
 * Hands an event to a function that owes no answer. Resolves when the event has been handled or given up; rejects
 * when the local run stops before.
 */
export type AsyncInvoke = (functionName: string, event: unknown) => Promise<void>;

/** What asynchronous invocation needs. */
type AsyncInvokeOptions = {
  pool: Pick<FunctionPool, "invoke">;
  /** By function; one that is absent has two retries and no queue. */
  fates: ReadonlyMap<string, EventFate>;
  deadLetters: Pick<DeadLetters, "put">;
  /** Gets a line about an event that is given up; it holds no data of it. */
  log(line: string): void;
  /** Aborted when the local run stops. */
  signal: AbortSignal;
  now(): Date;
};

/** What becomes of each function's events that it fails on. */
export function readEventFates(stack: Stack, functions: readonly LocalFunction[]): Map<string, EventFate> {
  const configs = stack.resources("AWS::Lambda::EventInvokeConfig", invokeConfig);
  return new Map(
    configs.map(({ properties: { FunctionName, MaximumRetryAttempts, DestinationConfig } }) => {
      const { name, arn } = functionByArn(functions, FunctionName);
      const queue = failureQueue(stack, DestinationConfig);
      return [name, { functionArn: arn, retries: MaximumRetryAttempts, failureQueue: queue }];
    }),
  );
}

/** Invokes as Lambda does for sources that want no answer: a failure is tried again after one minute, then two. */
export function asyncInvoke(options: AsyncInvokeOptions): AsyncInvoke {
  const { pool, fates, signal } = options;
  return async (functionName, event) => {
    const most = fates.get(functionName)?.retries ?? 2;
    for (let attempt = 0; ; attempt += 1) {
      const invocation = await pool.invoke(functionName, event);
      if (invocation.ok) return;
      signal.throwIfAborted();
      const { errorType } = invocation.error;
      if (attempt >= most) return giveUp(functionName, event, { attempts: attempt + 1, errorType }, options);
      await pause(60_000 * (attempt + 1), undefined, { signal });
    }
  };
}

function giveUp(
  functionName: string,
  event: unknown,
  how: { attempts: number; errorType: string },
  { fates, deadLetters, log, now }: AsyncInvokeOptions,
): void {
  log(`${functionName} gave up an event (${how.errorType})`);
  const fate = fates.get(functionName);
  if (fate?.failureQueue === undefined) return;
  deadLetters.put(
    fate.failureQueue,
    eventLetter({ ...how, functionArn: fate.functionArn, at: now() }),
    event,
  );
}
