import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weeksPeriod } from "../../../shared/periods/weeks-period.ts";
import { dateInAmsterdam, day, edgyInstants, iso, offsets, written } from "./calendar-oracle.ts";

describe("two weeks", () => {
  test.each([
    ["2026-03-16T12:00+01:00", "2026-03-30", "2026-03-30T22:00:00.000Z"],
    ["2026-10-19T12:00+02:00", "2026-11-02", "2026-11-02T23:00:00.000Z"],
    ["2026-03-15T23:30Z", "2026-03-30", "2026-03-30T22:00:00.000Z"],
    ["2026-03-16", "2026-03-30", "2026-03-30T22:00:00.000Z"],
  ])("from %s end with the last hour of the same weekday, %s", (from, lastDay, endsAt) => {
    expect(weeksPeriod(from, 2)).toMatchObject({ lastDay, endsAt });
  });

  test("end on a holiday or a Sunday all the same", () => {
    expect(weeksPeriod("2026-12-11", 2).lastDay).toBe("2026-12-25");
    expect(weeksPeriod("2026-03-01", 2).lastDay).toBe("2026-03-15");
  });

  test("carry their derivation", () => {
    expect(
      weeksPeriod("2026-03-15T23:30Z", 2).steps.map(({ rule, result }) => [rule.split(":")[0], result]),
    ).toEqual([
      ["R8", "2026-03-16"],
      ["R13", "2026-03-30"],
      ["R13", "2026-03-30T22:00:00.000Z"],
    ]);
  });
});

test("weeks end as their last day ends in Amsterdam, at any instant and offset", () => {
  fc.assert(
    fc.property(edgyInstants, offsets, fc.integer({ min: 1, max: 60 }), (at, offset, weeks) => {
      const { lastDay, endsAt } = weeksPeriod(written(at, offset), weeks);
      expect(lastDay).toBe(iso(Date.parse(dateInAmsterdam(at)) + weeks * 7 * day));
      expect(dateInAmsterdam(Date.parse(endsAt) - 1)).toBe(lastDay);
      expect(dateInAmsterdam(Date.parse(endsAt)) > lastDay).toBe(true);
    }),
    { numRuns: 500 },
  );
});
