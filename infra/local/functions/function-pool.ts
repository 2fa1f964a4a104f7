import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createFunctionLane, type FunctionLane } from "./function-lane.ts";
import { startFunctionProcess } from "./function-process.ts";
import type { Invocation } from "./invocation.ts";
import type { LocalFunction } from "./local-function.ts";

/** Runs the stack's functions, each in processes of its own that start with its first event. */
export type FunctionPool = {
  /**
   * Handles one event. With `clock`, an ISO 8601 instant, a fresh process whose clock stands there handles it
   * and then ends.
   */
  invoke(
    functionName: string,
    payload: unknown,
    options?: { clock?: string | undefined },
  ): Promise<Invocation>;
  /** Whether there is such a function. */
  has(functionName: string): boolean;
  /** Resolves when no event is being handled any more. */
  idle(): Promise<void>;
  /** Kills every process, also those that are handling an event. */
  close(): Promise<void>;
};

/** What the pool needs to know beyond the functions themselves. */
type PoolOptions = {
  functions: readonly LocalFunction[];
  /** What every function's environment gets besides its own variables. */
  environmentOf(definition: LocalFunction): Record<string, string>;
  logFolder: string;
};

/** How many processes one function may have; more events wait, as nothing is throttled here. */
const mostProcesses = 4;

/** Lambda's limit for the JSON of one synchronous event (AWS Lambda Developer Guide, "Lambda quotas"). */
const largestPayload = 6_291_456;

/** Creates the pool; no process starts before its first event. */
export function createFunctionPool({ functions, environmentOf, logFolder }: PoolOptions): FunctionPool {
  const definitions = new Map(functions.map((each) => [each.name, each]));
  const lanes = new Map(functions.map((each) => [each.name, laneOf(each)]));
  const shiftedLanes = new Set<FunctionLane>();
  const running = new Set<Promise<unknown>>();

  function laneOf(definition: LocalFunction, clockOffset?: number): FunctionLane {
    const environment = () => ({ ...environmentOf(definition), ...definition.environment });
    const logFile = join(logFolder, `${definition.name}.log`);
    return createFunctionLane(
      () => startFunctionProcess(definition, { environment: environment(), logFile, clockOffset }),
      Math.min(mostProcesses, definition.reservedConcurrency ?? mostProcesses),
    );
  }

  async function handle(lane: FunctionLane, payload: string, timeoutMs: number): Promise<Invocation> {
    const result = await lane.handle({ requestId: randomUUID(), payload, timeoutMs });
    return result ?? refused("ServiceException", "The local run is stopping.");
  }

  async function handleAt(definition: LocalFunction, payload: string, clock: string): Promise<Invocation> {
    const lane = laneOf(definition, Date.parse(clock) - Date.now());
    shiftedLanes.add(lane);
    const result = await handle(lane, payload, definition.timeoutMs);
    await lane.close();
    shiftedLanes.delete(lane);
    return result;
  }

  return {
    has: (functionName) => definitions.has(functionName),
    async invoke(functionName, payload, { clock } = {}) {
      const definition = definitions.get(functionName);
      const lane = lanes.get(functionName);
      if (!definition || !lane)
        return refused("ResourceNotFoundException", `Function not found: ${functionName}`);
      const text = JSON.stringify(payload) ?? "null";
      if (Buffer.byteLength(text) > largestPayload) {
        return refused("RequestTooLargeException", `Request must be smaller than ${largestPayload} bytes`);
      }
      const invocation =
        clock === undefined ? handle(lane, text, definition.timeoutMs) : handleAt(definition, text, clock);
      const tracked = invocation.finally(() => running.delete(tracked));
      running.add(tracked);
      return tracked;
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    async close() {
      await Promise.all([...lanes.values(), ...shiftedLanes].map((lane) => lane.close()));
    },
  };
}

function refused(errorType: string, errorMessage: string): Invocation {
  return { ok: false, error: { errorType, errorMessage } };
}
