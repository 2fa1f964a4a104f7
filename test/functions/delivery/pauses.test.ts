import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pauseAfter } from "../../../functions/delivery/pauses.ts";

const attempts = fc.integer({ min: 1, max: 5_000 });
const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** The shortest and the longest pause. */
function range(...[why, delivery]: [Parameters<typeof pauseAfter>[0], Parameters<typeof pauseAfter>[1]]) {
  return [pauseAfter(why, delivery, 0), pauseAfter(why, delivery, 1 - Number.EPSILON)];
}

describe("the pause before the next attempt", () => {
  // E2
  test("of what passes by itself begins with none, doubles with each attempt, and ends at two hours", () => {
    expect(range("other", { attempt: 1 })).toEqual([0, 0]);
    expect(range("other", { attempt: 2 })).toEqual([minute, 2 * minute]);
    expect(range("other", { attempt: 3 })).toEqual([2 * minute, 4 * minute]);
    expect(range("other", { attempt: 8 })).toEqual([hour, 2 * hour]);
    expect(range("other", { attempt: 5_000 })).toEqual([hour, 2 * hour]);
  });

  // E2
  test("is one of seconds for the sending rate, and of hours for the daily quota", () => {
    expect(range("rate", { attempt: 9 })).toEqual([5 * second, 10 * second]);
    expect(range("quota", { attempt: 1 })).toEqual([hour, 2 * hour]);
  });

  // E14
  test.each(["account", "unverified"] as const)("is one of hours where only a person can help: %s", (why) => {
    expect(range(why, { attempt: 1 })).toEqual([hour, 2 * hour]);
  });

  // E2, E14
  test("of what is urgent is none, but where this one mail is what SES does not take", () => {
    for (const why of ["rate", "quota", "account", "other"] as const)
      expect(range(why, { attempt: 7, urgent: true })).toEqual([0, 0]);
    expect(range("unverified", { attempt: 7, urgent: true })).toEqual([15 * minute, 30 * minute]);
  });

  test("is in whole milliseconds, and half of it chance, so that a backlog does not come back all at once", () => {
    fc.assert(
      fc.property(attempts, randoms, (attempt, random) => {
        const pause = pauseAfter("other", { attempt }, random);
        expect(Number.isInteger(pause)).toBe(true);
        expect(pauseAfter("other", { attempt: attempt + 1 }, random)).toBeGreaterThanOrEqual(pause);
      }),
    );
    expect(pauseAfter("other", { attempt: 2 }, 0.5)).toBe(1.5 * minute);
  });
});
