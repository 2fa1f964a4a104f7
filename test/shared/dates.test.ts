import { describe, expect, test } from "vitest";
import { longDate, longInstant } from "../../shared/dates.ts";

describe("a date as people write it", () => {
  test("has its weekday, in the reader's language", () => {
    expect(longDate("2026-12-22", "nl")).toBe("dinsdag 22 december 2026");
    expect(longDate("2026-12-22", "en")).toMatch(/^Tuesday,? 22 December 2026$/);
  });
});

describe("an instant as people write it", () => {
  test("is on the clocks of Amsterdam, winter and summer", () => {
    expect(longInstant("2026-11-22T10:15:00.000Z", "nl")).toBe(
      "zondag 22 november 2026 om 11:15 (Nederlandse tijd)",
    );
    expect(longInstant("2026-07-01T10:15:00.000Z", "en")).toMatch(
      /^Wednesday,? 1 July 2026 at 12:15 \(Dutch time\)$/,
    );
  });

  test("may be on another day there", () => {
    expect(longInstant("2026-12-31T23:30:00Z", "en")).toMatch(
      /^Friday,? 1 January 2027 at 00:30 \(Dutch time\)$/,
    );
  });
});
