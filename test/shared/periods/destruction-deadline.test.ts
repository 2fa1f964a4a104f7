import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { destructionDeadline } from "../../../shared/periods/destruction-deadline.ts";
import { monthReadings } from "../../../shared/periods/month.ts";
import { dateInAmsterdam, dates, day, iso, lastOfNextMonth, sameDateLater } from "./calendar-oracle.ts";

describe("one calendar month after the last day", () => {
  // F1
  test.each([
    ["2026-01-31", "2026-02-28", "2026-02-28T23:00:00.000Z"],
    ["2026-03-31", "2026-04-30", "2026-04-30T22:00:00.000Z"],
    ["2026-08-31", "2026-09-30", "2026-09-30T22:00:00.000Z"],
    ["2028-02-29", "2028-03-29", "2028-03-29T22:00:00.000Z"],
    ["2026-11-30", "2026-12-30", "2026-12-30T23:00:00.000Z"],
    ["2026-02-28", "2026-03-28", "2026-03-28T23:00:00.000Z"],
    ["2026-03-01", "2026-04-01", "2026-04-01T22:00:00.000Z"],
  ])("%s is due on %s, not before %s", (lastDay, dueDay, destroyNotBefore) => {
    expect(destructionDeadline(lastDay)).toMatchObject({ dueDay, destroyNotBefore });
  });

  // F1
  test("ends with a day of 23 or of 25 hours when summer time begins or ends on the due day", () => {
    expect(destructionDeadline("2026-02-28", { destroyAfter: "2026-03-29" }).destroyNotBefore).toBe(
      "2026-03-29T22:00:00.000Z",
    );
    expect(destructionDeadline("2026-09-25")).toMatchObject({
      dueDay: "2026-10-25",
      destroyNotBefore: "2026-10-25T23:00:00.000Z",
    });
  });

  // F2
  test.each([
    ["2026-01-31", "2026-02-28", "a Saturday"],
    ["2026-03-27", "2026-04-27", "King's Day"],
    ["2026-11-25", "2026-12-25", "Christmas Day"],
  ])("%s stays due on %s, although that is %s", (lastDay, dueDay) => {
    expect(destructionDeadline(lastDay).dueDay).toBe(dueDay);
  });

  // F2
  test.each([
    ["2026-01-01", "2026-02-28"],
    ["2026-01-31", "2026-02-28"],
    ["2026-02-28", "2026-03-31"],
    ["2026-12-15", "2027-01-31"],
    ["2028-01-31", "2028-02-29"],
  ])("read as the first whole month after %s is due on %s", (lastDay, dueDay) => {
    expect(destructionDeadline(lastDay, { reading: "full_calendar_month" }).dueDay).toBe(dueDay);
  });
});

describe("another day", () => {
  test("that is agreed replaces the computed one, and the derivation keeps both", () => {
    const { dueDay, destroyNotBefore, steps } = destructionDeadline("2026-12-31", {
      destroyAfter: "2027-03-01",
    });
    expect({ dueDay, destroyNotBefore }).toEqual({
      dueDay: "2027-03-01",
      destroyNotBefore: "2027-03-01T23:00:00.000Z",
    });
    expect(steps.map(({ result }) => result)).toEqual(expect.arrayContaining(["2027-01-31", "2027-03-01"]));
  });
});

describe("the end of the destruction", () => {
  test("is seven local days after its beginning, also when summer time begins in between", () => {
    expect(destructionDeadline("2026-02-25").destroyBy).toBe("2026-04-01T22:00:00.000Z");
  });

  test("is as many days after it as the setting says", () => {
    expect(destructionDeadline("2026-05-10", { days: 1 }).destroyBy).toBe("2026-06-11T22:00:00.000Z");
  });
});

test("the derivation names the reading and each result", () => {
  const { steps } = destructionDeadline("2026-01-15", { reading: "full_calendar_month" });
  expect(steps.map(({ text }) => text).join("\n")).toContain("full_calendar_month");
  expect(steps.map(({ result }) => result)).toEqual([
    "2026-01-15",
    "1 month",
    "2026-02-28",
    "2026-02-28T23:00:00.000Z",
    "2026-03-07T23:00:00.000Z",
  ]);
});

describe("against a calendar walked day by day", () => {
  // F1, F2
  test("the due day is that of the reading, and destruction never early: it begins as that day ends in Amsterdam", () => {
    fc.assert(
      fc.property(dates, fc.constantFrom(...monthReadings), (lastDay, reading) => {
        const { dueDay, destroyNotBefore } = destructionDeadline(lastDay, { reading });
        expect(dueDay).toBe(
          reading === "date_to_date" ? sameDateLater(lastDay, 1) : lastOfNextMonth(lastDay),
        );
        const begins = Date.parse(destroyNotBefore);
        expect(dateInAmsterdam(begins - 1)).toBe(dueDay);
        expect(dateInAmsterdam(begins) > dueDay).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  // F1
  test("it is finished as a day ends in Amsterdam, that many days later", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 400 }), (destroyAfter, days) => {
        const { destroyBy } = destructionDeadline("2026-01-31", { destroyAfter, days });
        const lastDay = iso(Date.parse(destroyAfter) + days * day);
        expect(dateInAmsterdam(Date.parse(destroyBy) - 1)).toBe(lastDay);
        expect(dateInAmsterdam(Date.parse(destroyBy)) > lastDay).toBe(true);
      }),
    );
  });
});

describe("on a machine in another time zone", () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  // F1
  test.each([
    ["Europe/Berlin", -60],
    ["Europe/Lisbon", 0],
    ["Pacific/Kiritimati", -14 * 60],
    ["Etc/GMT+12", 12 * 60],
  ])("%s the instant is the same", (name, minutes) => {
    process.env.TZ = name;
    expect(new Date("2026-02-28").getTimezoneOffset()).toBe(minutes);
    expect(destructionDeadline("2026-01-31").destroyNotBefore).toBe("2026-02-28T23:00:00.000Z");
    expect(destructionDeadline("2026-09-25").destroyNotBefore).toBe("2026-10-25T23:00:00.000Z");
  });
});
