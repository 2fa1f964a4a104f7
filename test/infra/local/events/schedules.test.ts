import { describe, expect, test } from "vitest";
import { scheduledEvent } from "../../../../infra/local/events/schedules.ts";

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
