import * as z from "zod";
import { functionByArn, type LocalFunction } from "../functions/local-function.ts";
import type { Stack } from "../template/stack.ts";
import type { AsyncInvoke } from "./async-invoke.ts";

const schedule = z.object({
  ScheduleExpression: z.string(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Target: z.object({ Arn: z.string(), Input: z.string().optional() }),
});

/** A schedule of the stack. */
export type LocalSchedule = {
  functionName: string;
  expression: string;
  /** Milliseconds between two runs; undefined for what only AWS runs: `cron` and `at`. */
  everyMs: number | undefined;
  /** JSON with EventBridge Scheduler's context attributes in it. */
  input: string;
};

const units: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** What a schedule sends when it says nothing else. */
const emptyInput = "{}";

/** The stack's schedules that are switched on. */
export function readSchedules(stack: Stack, functions: readonly LocalFunction[]): LocalSchedule[] {
  return stack
    .resources("AWS::Scheduler::Schedule", schedule)
    .filter(({ properties }) => properties.State === "ENABLED")
    .map(({ properties: { ScheduleExpression: expression, Target } }) => {
      const [, count, unit = ""] = expression.match(/^rate\((\d+) (minute|hour|day)s?\)$/) ?? [];
      return {
        functionName: functionByArn(functions, Target.Arn).name,
        expression,
        everyMs: count === undefined ? undefined : Number(count) * (units[unit] ?? 0),
        input: Target.Input ?? emptyInput,
      };
    });
}

/** The event of one run (EventBridge Scheduler User Guide, "Adding context attributes"): seconds, in UTC. */
export function scheduledEvent({ input }: Pick<LocalSchedule, "input">, time: Date): unknown {
  const seconds = `${time.toISOString().slice(0, 19)}Z`;
  return JSON.parse(input.replaceAll("<aws.scheduler.scheduled-time>", seconds));
}

/** What running schedules needs. */
type ScheduleOptions = {
  schedules: readonly LocalSchedule[];
  /** The functions whose schedules also run once at the start. */
  runsAtStart: readonly string[];
  invoke: AsyncInvoke;
  now(): Date;
};

/**
 * Runs every schedule that has an interval. What comes of a run is the function's affair.
 * @returns how to stop them.
 */
export function startSchedules({ schedules, runsAtStart, invoke, now }: ScheduleOptions): () => void {
  const run = (each: LocalSchedule) => {
    invoke(each.functionName, scheduledEvent(each, now())).catch(() => {});
  };
  for (const each of schedules.filter(({ functionName }) => runsAtStart.includes(functionName))) run(each);
  const timers = schedules
    .filter(({ everyMs }) => everyMs !== undefined)
    .map((each) => setInterval(() => run(each), each.everyMs));
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
