import { setTimeout as pause } from "node:timers/promises";

/**
 * The order in which things end, and how long each may take, in milliseconds; together less than the 5 s that a
 * stop may take. First no new work comes in and what is under way ends, then what does the work goes, then what it
 * stands on, last what tells others that we are here.
 */
const stages = { intake: 2_000, functions: 500, services: 1_800, traces: 300 };

type Close = () => unknown;

/** What has to be ended when the local run stops, gathered while it starts. */
export type Shutdown = {
  /** Aborted when the stop begins. */
  signal: AbortSignal;
  at(stage: keyof typeof stages, close: Close): void;
  /** Ends everything; the second call waits for the first. */
  run(): Promise<void>;
};

/** Nothing to end yet. */
export function createShutdown(): Shutdown {
  const closers: [stage: string, close: Close][] = [];
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  async function endAll(): Promise<void> {
    stopping.abort();
    for (const [stage, limit] of Object.entries(stages)) {
      const ending = closers.filter(([when]) => when === stage).map(async ([, close]) => close());
      await Promise.race([Promise.allSettled(ending), pause(limit, undefined, { ref: false })]);
    }
  }

  return {
    signal: stopping.signal,
    at: (stage, close) => void closers.push([stage, close]),
    run() {
      running ??= endAll();
      return running;
    },
  };
}
