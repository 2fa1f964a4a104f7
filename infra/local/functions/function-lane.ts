import type { FunctionProcess } from "./function-process.ts";
import type { HostRequest, Invocation } from "./invocation.ts";

/** The processes of one function. */
export type FunctionLane = {
  /** Handles one event, when a process is free. Undefined when the lane was closed before. */
  handle(request: HostRequest): Promise<Invocation | undefined>;
  /** Kills every process, also one that is handling an event. */
  close(): Promise<void>;
};

/**
 * A lane without processes yet.
 * @param most how many processes there may be at once; more events than that wait for one.
 */
export function createFunctionLane(start: () => FunctionProcess, most: number): FunctionLane {
  let processes: FunctionProcess[] = [];
  let free: FunctionProcess[] = [];
  let waiting: ((process: FunctionProcess | undefined) => void)[] = [];
  let closed = false;

  function startOne(): FunctionProcess {
    const started = start();
    processes.push(started);
    return started;
  }

  async function acquire(): Promise<FunctionProcess | undefined> {
    if (closed) return undefined;
    // A process may die between two events, killed by the system.
    processes = processes.filter((process) => process.alive());
    free = free.filter((process) => process.alive());
    const ready = free.pop();
    if (ready) return ready;
    if (processes.length < most) return startOne();
    return new Promise((resolve) => waiting.push(resolve));
  }

  function release(used: FunctionProcess): void {
    if (closed) return;
    if (!used.alive()) processes = processes.filter((process) => process !== used);
    const next = waiting.shift();
    if (next) next(used.alive() ? used : startOne());
    else if (used.alive()) free.push(used);
  }

  return {
    async handle(request) {
      const process = await acquire();
      const result = await process?.handle(request);
      if (process) release(process);
      return result;
    },
    async close() {
      closed = true;
      for (const resolve of waiting) resolve(undefined);
      waiting = [];
      await Promise.all(processes.map((process) => process.kill()));
    },
  };
}
