import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { datesOf } from "../../../functions/termination/term-dates.ts";
import { monthReadings } from "../../../shared/periods/month.ts";
import { dateInAmsterdam, day, dates as days, iso } from "../../shared/periods/calendar-oracle.ts";
import { dates, now, terms } from "./agreement-office.ts";

const because = "Agreed by telephone.";

describe("the dates of a termination", () => {
  // F1, F2
  test.each([
    ["2026-01-31", "date_to_date", "2026-02-28", "2026-02-28T23:00:00.000Z"],
    ["2026-01-31", "full_calendar_month", "2026-02-28", "2026-02-28T23:00:00.000Z"],
    ["2028-02-29", "date_to_date", "2028-03-29", "2028-03-29T22:00:00.000Z"],
    ["2028-02-29", "full_calendar_month", "2028-03-31", "2028-03-31T22:00:00.000Z"],
    ["2026-03-31", "date_to_date", "2026-04-30", "2026-04-30T22:00:00.000Z"],
    ["2026-08-31", "date_to_date", "2026-09-30", "2026-09-30T22:00:00.000Z"],
    // The day before summer time begins, and the day before it ends.
    ["2026-03-28", "date_to_date", "2026-04-28", "2026-04-28T22:00:00.000Z"],
    ["2026-03-28", "full_calendar_month", "2026-04-30", "2026-04-30T22:00:00.000Z"],
    ["2026-10-24", "date_to_date", "2026-11-24", "2026-11-24T23:00:00.000Z"],
    ["2026-10-24", "full_calendar_month", "2026-11-30", "2026-11-30T23:00:00.000Z"],
    // Due on those days.
    ["2026-02-28", "date_to_date", "2026-03-28", "2026-03-28T23:00:00.000Z"],
    ["2026-09-24", "date_to_date", "2026-10-24", "2026-10-24T22:00:00.000Z"],
  ] as const)("of %s, read as %s, are due on %s", (lastDay, reading, dueDay, destroyNotBefore) => {
    expect(datesOf({ lastDay }, reading, 7, new Date("2026-01-01T00:00:00Z"))).toMatchObject({
      lastDay,
      reading,
      computedDay: dueDay,
      dueDay,
      destroyNotBefore,
    });
  });

  test("name an agreed day beside the computed one, with its reason", () => {
    expect(datesOf({ ...terms, destroyAfter: "2027-03-01", because }, "date_to_date", 7, now)).toEqual({
      ...dates,
      destroyAfter: "2027-03-01",
      because,
      dueDay: "2027-03-01",
      destroyNotBefore: "2027-03-01T23:00:00.000Z",
      destroyBy: "2027-03-08T23:00:00.000Z",
    });
  });

  test("leave as many days for the destruction as the setting says", () => {
    expect(datesOf(terms, "date_to_date", 3, now).destroyBy).toBe("2027-02-03T23:00:00.000Z");
  });

  // F18
  test("of a day that is past leave fourteen days from the termination", () => {
    expect(datesOf({ lastDay: "2026-10-01" }, "date_to_date", 7, now)).toMatchObject({
      destroyNotBefore: "2026-11-01T23:00:00.000Z",
      destroyBy: "2026-12-06T10:15:00.000Z",
    });
  });

  // F1
  test("never let anything be destroyed before the end of the due day in Amsterdam, nor the due day come early", () => {
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(...monthReadings),
        fc.option(fc.nat({ max: 800 }), { nil: undefined }),
        (lastDay, reading, later) => {
          const agreed = later === undefined ? undefined : iso(Date.parse(lastDay) + later * day);
          const made = datesOf(
            { lastDay, ...(agreed !== undefined && { destroyAfter: agreed, because }) },
            reading,
            7,
            now,
          );
          expect(made.dueDay).toBe(agreed ?? made.computedDay);
          expect(made.computedDay > lastDay).toBe(true);
          const notBefore = Date.parse(made.destroyNotBefore);
          expect(dateInAmsterdam(notBefore - 1)).toBe(made.dueDay);
          expect(dateInAmsterdam(notBefore) > made.dueDay).toBe(true);
          expect(made.destroyBy > made.destroyNotBefore).toBe(true);
          expect(Date.parse(made.destroyBy) - now.getTime()).toBeGreaterThanOrEqual(14 * day);
        },
      ),
      { numRuns: 500 },
    );
  });
});
