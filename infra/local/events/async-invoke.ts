import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import type { FunctionPool } from "../functions/function-pool.ts";
import { functionByArn, type LocalFunction } from "../functions/local-function.ts";
import type { Stack } from "../template/stack.ts";

const invokeConfig = z.object({ FunctionName: z.string(), MaximumRetryAttempts: z.number().default(2) });

/**
 * Hands an event to a function that owes no answer. Resolves when the event has been handled or given up; rejects
 * when the local run stops before.
 */
export type AsyncInvoke = (functionName: string, event: unknown) => Promise<void>;

/** What asynchronous invocation needs. */
type AsyncInvokeOptions = {
  pool: Pick<FunctionPool, "invoke">;
  /** How often a failed event is tried again, by function; 2 when absent. */
  retries: ReadonlyMap<string, number>;
  /** Gets a line about an event that is given up; it holds no data of it. */
  log(line: string): void;
  /** Aborted when the local run stops. */
  signal: AbortSignal;
};

/** How often each function's failed events are tried again. */
export function readRetries(stack: Stack, functions: readonly LocalFunction[]): Map<string, number> {
  const configs = stack.resources("AWS::Lambda::EventInvokeConfig", invokeConfig);
  return new Map(
    configs.map(({ properties: { FunctionName, MaximumRetryAttempts } }) => [
      functionByArn(functions, FunctionName).name,
      MaximumRetryAttempts,
    ]),
  );
}

/** Invokes as Lambda does for sources that want no answer: a failure is tried again after one minute, then two. */
export function asyncInvoke({ pool, retries, log, signal }: AsyncInvokeOptions): AsyncInvoke {
  return async (functionName, event) => {
    const most = retries.get(functionName) ?? 2;
    for (let attempt = 0; ; attempt += 1) {
      const invocation = await pool.invoke(functionName, event);
      if (invocation.ok) return;
      signal.throwIfAborted();
      if (attempt >= most) return log(`${functionName} gave up an event (${invocation.error.errorType})`);
      await pause(60_000 * (attempt + 1), undefined, { signal });
    }
  };
}
