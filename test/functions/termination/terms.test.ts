import { describe, expect, test } from "vitest";
import { checkTerms, type Terms, termsSchema } from "../../../functions/termination/terms.ts";
import type { MonthReading } from "../../../shared/periods/month.ts";
import { now } from "./agreement-office.ts";

const because = "The controller fetches its data in February.";

function wrongIn(terms: Terms, reading: MonthReading = "date_to_date") {
  return checkTerms(terms, reading, now).map(({ pointer, code }) => `${pointer}: ${code}`);
}

describe("the form of terms", () => {
  // F1
  test.each(["2026-02-30", "2026-13-01", "31-12-2026", "2026-12-31T00:00:00Z", "tomorrow", ""])(
    "takes no %j for a day",
    (day) => {
      expect(termsSchema.safeParse({ lastDay: day }).success).toBe(false);
      expect(termsSchema.safeParse({ lastDay: "2026-12-31", destroyAfter: day, because }).success).toBe(
        false,
      );
    },
  );

  test("has no other fields, and earlier is true or absent", () => {
    expect(termsSchema.safeParse({ lastDay: "2026-12-31", reading: "date_to_date" }).success).toBe(false);
    expect(termsSchema.safeParse({ lastDay: "2026-12-31", earlier: false }).success).toBe(false);
    expect(termsSchema.safeParse({ lastDay: "2026-12-31", earlier: true }).success).toBe(true);
  });
});

describe("a last day", () => {
  test.each(["2000-01-01", "2019-05-01", "2026-11-22", "2046-11-22"])("may be %s", (lastDay) => {
    expect(wrongIn({ lastDay })).toEqual([]);
  });

  test.each(["1999-12-31", "2046-11-23", "2126-12-31"])("%s is a typing error", (lastDay) => {
    expect(wrongIn({ lastDay })).toEqual([
      "/lastDay: This day has to lie between 2000-01-01 and 2046-11-22.",
    ]);
  });

  test("is judged by the date in Amsterdam", () => {
    const lateEvening = new Date("2026-11-22T23:30:00.000Z");
    expect(checkTerms({ lastDay: "2046-11-23" }, "date_to_date", lateEvening)).toEqual([]);
  });
});

describe("an agreed day", () => {
  const lastDay = "2026-12-31";

  test("needs a reason, and a reason needs an agreed day", () => {
    expect(wrongIn({ lastDay, destroyAfter: "2027-03-01" })).toEqual([
      "/because: An agreed day needs a reason.",
    ]);
    expect(wrongIn({ lastDay, because })).toEqual([
      "/because: Only an agreed day, destroyAfter, has a reason.",
    ]);
    expect(wrongIn({ lastDay, destroyAfter: "2027-03-01", because })).toEqual([]);
  });

  test("does not lie before the last day, confirmed or not", () => {
    for (const earlier of [{}, { earlier: true } as const]) {
      expect(wrongIn({ lastDay, destroyAfter: "2026-12-30", because, ...earlier })).toEqual([
        "/destroyAfter: Nothing is destroyed before the agreement's last day is over.",
      ]);
    }
  });

  test.each([
    ["date_to_date", "2027-01-30", "2027-01-31"],
    ["full_calendar_month", "2027-01-30", "2027-01-31"],
  ] as const)("that is earlier than the one computed by %s has to be confirmed", (reading, day, computed) => {
    const terms = { lastDay, destroyAfter: day, because };
    expect(wrongIn(terms, reading)).toEqual([
      `/destroyAfter: This is earlier than the computed day, ${computed}: earlier has to confirm it.`,
    ]);
    expect(wrongIn({ ...terms, earlier: true }, reading)).toEqual([]);
    expect(wrongIn({ ...terms, destroyAfter: computed }, reading)).toEqual([]);
  });

  // F2
  test("may be earlier by one reading of the month and later by the other", () => {
    const terms = { lastDay: "2026-12-01", destroyAfter: "2027-01-15", because };
    expect(wrongIn(terms, "date_to_date")).toEqual([]);
    expect(wrongIn(terms, "full_calendar_month")).toHaveLength(1);
  });

  test("beyond twenty years is a typing error", () => {
    expect(wrongIn({ lastDay, destroyAfter: "2072-03-01", because })).toEqual([
      "/destroyAfter: This day has to lie between 2000-01-01 and 2046-11-22.",
    ]);
  });
});
