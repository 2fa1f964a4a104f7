import { describe, expect, test } from "vitest";
import { dutchHolidays, holidaysVersion } from "../../../shared/periods/holidays.ts";
import { isWorkingDay } from "../../../shared/periods/working-days.ts";
import { holidaysOf } from "./calendar-oracle.ts";

const years = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

const kingsDayOf = (year: number) => [...dutchHolidays(year)].find(([, name]) => name === "King's Day")?.[0];

describe("the Dutch public holidays", () => {
  test("are exactly the nine of the Algemene termijnenwet, in 2026", () => {
    expect([...dutchHolidays(2026)].sort()).toEqual([
      ["2026-01-01", "New Year's Day"],
      ["2026-04-03", "Good Friday"],
      ["2026-04-06", "Easter Monday"],
      ["2026-04-27", "King's Day"],
      ["2026-05-05", "Liberation Day"],
      ["2026-05-14", "Ascension Day"],
      ["2026-05-25", "Whit Monday"],
      ["2026-12-25", "Christmas Day"],
      ["2026-12-26", "Second Christmas Day"],
    ]);
  });

  test.each(years(2014, 2100))("of %i are those of another library", (year) => {
    expect([...dutchHolidays(year).keys()].sort()).toEqual([...holidaysOf(year)].sort());
  });

  test.each(years(2000, 2013))(
    "of %i are those of another library, but for King's Day, which was not yet",
    (year) => {
      const dates = [...dutchHolidays(year)]
        .filter(([, name]) => name !== "King's Day")
        .map(([date]) => date);
      expect(dates.sort()).toEqual([...holidaysOf(year)].sort());
    },
  );

  test("have King's Day on 27 April, and on the 26th when the 27th is a Sunday", () => {
    expect([2024, 2025, 2026, 2031].map(kingsDayOf)).toEqual([
      "2024-04-27",
      "2025-04-26",
      "2026-04-27",
      "2031-04-26",
    ]);
  });

  test("name 5 May after Ascension Day when both fall on it, because that one is certain", () => {
    expect(dutchHolidays(2016).get("2016-05-05")).toBe("Ascension Day");
  });

  test("carry a version", () => {
    expect(holidaysVersion).toMatch(/^NL-ATW-\d{4}-\d+$/);
  });
});

describe("a working day", () => {
  test("is neither Saturday, Sunday nor holiday", () => {
    const week = ["03", "04", "05", "06", "07"].map((day) => isWorkingDay(`2026-04-${day}`));
    expect(week).toEqual([false, false, false, false, true]);
  });
});
