import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { earliestStart, informationDue, whyNot } from "../../../../functions/duties/audits/audit-rules.ts";

const requestedOn = "2026-11-22";
const asked = { requestedOn, today: requestedOn };
const other = { reference: "AUD-7K3M-9QXT-2W5R", startsOn: "2026-06-01" };

/** A day within some years. */
const day = fc
  .integer({ min: 0, max: 365 * 6 })
  .map((days) => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10));
const audits = fc
  .array(day, { maxLength: 4 })
  .map((days) => days.map((startsOn, n) => ({ reference: `AUD-0000-0000-000${n}`, startsOn })));

function nextDay(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

describe("the notice of an audit", () => {
  test("of two weeks is enough", () => {
    expect(whyNot({ ...asked, startsOn: "2026-12-06" }, [])).toEqual([]);
  });

  test("of 13 days is not, and the earliest day is told", () => {
    expect(whyNot({ ...asked, startsOn: "2026-12-05" }, [])).toEqual([
      "The audit would begin on 2026-12-05, with 13 days' notice: the agreement asks for at least 2 weeks.",
      "The earliest day is 2026-12-06.",
    ]);
  });

  test("counts from the day on which the request came in, and not from when it was recorded", () => {
    expect(whyNot({ startsOn: "2026-12-06", requestedOn, today: "2026-12-05" }, [])).toEqual([]);
  });

  test("does not let it begin on a day that has passed", () => {
    expect(whyNot({ startsOn: "2026-12-06", requestedOn, today: "2026-12-07" }, [])).toEqual([
      "The day 2026-12-06 has passed.",
      "The earliest day is 2026-12-07.",
    ]);
  });
});

describe("an audit once in 12 months", () => {
  test("may begin on the day a year after the one before", () => {
    expect(whyNot({ ...asked, startsOn: "2027-06-01" }, [other])).toEqual([]);
  });

  test("may not begin the day before that", () => {
    expect(whyNot({ ...asked, startsOn: "2027-05-31" }, [other])).toEqual([
      "Audit AUD-7K3M-9QXT-2W5R begins on 2026-06-01, and an audit takes place at most once in 12 months.",
      "The earliest day is 2027-06-01.",
    ]);
  });

  test("may not come shortly before one that is planned already", () => {
    const later = { ...other, startsOn: "2027-03-01" };
    expect(whyNot({ ...asked, startsOn: "2027-01-11" }, [later]).at(-1)).toBe(
      "The earliest day is 2028-03-01.",
    );
  });

  test("a year after 29 February is 28 February", () => {
    const leap = { ...other, startsOn: "2028-02-29" };
    expect(earliestStart({ requestedOn: "2029-01-01", today: "2029-01-01" }, [leap]).day).toBe("2029-02-28");
  });

  test("is told beside short notice", () => {
    expect(whyNot({ ...asked, startsOn: "2026-12-05" }, [other])).toHaveLength(3);
  });
});

describe("the earliest day", () => {
  test("follows step by step", () => {
    const { day, steps } = earliestStart({ requestedOn, today: "2026-12-10" }, [other]);
    expect(day).toBe("2027-06-01");
    expect(steps.map(({ rule, result }) => [rule.slice(0, 3), result])).toEqual([
      ["R8:", "2026-11-22"],
      ["R13", "2026-12-06"],
      ["R8:", "2026-12-10"],
      ["R2:", "2027-06-01"],
    ]);
  });

  test("is allowed, and no day before it is", () => {
    fc.assert(
      fc.property(
        day,
        day,
        audits,
        fc.integer({ min: 1, max: 900 }),
        (requestedOn, today, others, before) => {
          const earliest = earliestStart({ requestedOn, today }, others).day;
          const isAllowed = (startsOn: string) =>
            whyNot({ startsOn, requestedOn, today }, others).length === 0;
          expect(isAllowed(earliest)).toBe(true);
          expect(isAllowed(nextDay(earliest, -before))).toBe(false);
        },
      ),
    );
  });
});

describe("information for an audit", () => {
  test("is due within two weeks of the request, to the last hour of that day in Amsterdam", () => {
    expect(informationDue("2026-10-18")).toMatchObject({
      day: "2026-11-01",
      endsAt: "2026-11-01T23:00:00.000Z",
    });
  });
});
