import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type LocalSchedule,
  scheduledEvent,
  startSchedules,
} from "../../../../infra/local/events/schedules.ts";

describe("the event of a scheduled run", () => {
  const time = new Date("2026-11-22T10:15:00.123Z");

  test("holds the scheduled time to the second, wherever the schedule's input asks for it", () => {
    const input = '{"time":"<aws.scheduler.scheduled-time>"}';
    expect(scheduledEvent({ input }, time)).toEqual({ time: "2026-11-22T10:15:00Z" });
  });

  test("is empty without an input", () => {
    expect(scheduledEvent({ input: "{}" }, time)).toEqual({});
  });
});

describe("schedules that are started", () => {
  beforeEach(() => vi.useFakeTimers({ now: new Date("2026-11-22T10:00:00Z") }));
  afterEach(() => vi.useRealTimers());

  const minutes = 60_000;
  const every = (functionName: string, everyMs: number | undefined): LocalSchedule => ({
    functionName,
    expression: "",
    everyMs,
    input: '{"time":"<aws.scheduler.scheduled-time>"}',
  });

  function start(...schedules: LocalSchedule[]) {
    const runs: unknown[] = [];
    const stop = startSchedules({
      schedules,
      runsAtStart: ["first"],
      invoke: async (name, event) => void runs.push([name, event]),
      now: () => new Date(),
    });
    return { runs, stop };
  }

  test("run at their rates and not before, with the time of each run, until they are stopped", () => {
    const { runs, stop } = start(every("often", 5 * minutes), every("seldom", 12 * minutes));
    vi.advanceTimersByTime(5 * minutes - 1);
    expect(runs).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(runs).toEqual([["often", { time: "2026-11-22T10:05:00Z" }]]);
    vi.advanceTimersByTime(10 * minutes);
    expect(runs.slice(1)).toEqual([
      ["often", { time: "2026-11-22T10:10:00Z" }],
      ["seldom", { time: "2026-11-22T10:12:00Z" }],
      ["often", { time: "2026-11-22T10:15:00Z" }],
    ]);
    stop();
    vi.advanceTimersByTime(60 * minutes);
    expect(runs).toHaveLength(4);
  });

  test("run once at the start where they should, and never without an interval", () => {
    const { runs } = start(every("first", 5 * minutes), every("by the calendar", undefined));
    expect(runs).toEqual([["first", { time: "2026-11-22T10:00:00Z" }]]);
    vi.advanceTimersByTime(5 * minutes);
    expect(runs.slice(1)).toEqual([["first", { time: "2026-11-22T10:05:00Z" }]]);
  });

  test("go on after a run that failed", () => {
    const invoke = vi.fn(() => Promise.reject(new Error("broken")));
    startSchedules({ schedules: [every("often", minutes)], runsAtStart: [], invoke, now: () => new Date() });
    vi.advanceTimersByTime(2 * minutes);
    expect(invoke).toHaveBeenCalledTimes(2);
  });
});
