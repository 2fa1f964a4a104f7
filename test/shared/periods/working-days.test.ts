import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidDate } from "../../../shared/periods/read-date.ts";
import { endOfWorkingDays, isWorkingDay } from "../../../shared/periods/working-days.ts";

describe("a period in working days", () => {
  test.each([
    ["over a weekend", "2026-11-27T09:00:00Z", 3, "2026-12-02T23:00:00.000Z"],
    ["from a date", "2026-11-23", 1, "2026-11-24T23:00:00.000Z"],
    ["over Christmas and the weekend after it", "2026-12-23T12:00:00Z", 2, "2026-12-28T23:00:00.000Z"],
    ["over Good Friday and Easter Monday", "2026-04-02T12:00:00Z", 1, "2026-04-07T22:00:00.000Z"],
    [
      "from the evening of the day before in UTC, which is that day here",
      "2026-11-22T23:30:00Z",
      1,
      "2026-11-24T23:00:00.000Z",
    ],
  ])("ends with the end of its last day in Amsterdam: %s", (_, from, days, end) => {
    expect(endOfWorkingDays(from, days)).toBe(end);
  });

  test("has that many working days in it, the day on which it begins not counted", () => {
    const dates = fc.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 20 }), (date, days) => {
        const from = date.toISOString().slice(0, 10);
        const end = new Date(Date.parse(endOfWorkingDays(from, days)) - 1);
        let counted = 0;
        for (let day = Date.parse(from) + 86_400_000; day <= end.getTime(); day += 86_400_000)
          counted += isWorkingDay(new Date(day).toISOString().slice(0, 10)) ? 1 : 0;
        expect(counted).toBe(days);
      }),
      { numRuns: 50 },
    );
  });

  test("refuses what is no date", () => {
    expect(() => endOfWorkingDays("2026-02-30", 1)).toThrow(InvalidDate);
  });
});
