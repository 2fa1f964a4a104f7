import fc from "fast-check";
import * as Instant from "temporal-polyfill/fns/Instant";
import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";
import { describe, expect, test } from "vitest";
import { timeZone } from "../../../shared/periods/amsterdam.ts";
import { breachDeadline } from "../../../shared/periods/breach-deadline.ts";
import { destructionDeadline } from "../../../shared/periods/destruction-deadline.ts";
import { InvalidDate, readInstant, readLocalTime } from "../../../shared/periods/read-date.ts";
import { requestDeadline } from "../../../shared/periods/request-deadline.ts";
import { weeksPeriod } from "../../../shared/periods/weeks-period.ts";

const noDate = [
  "",
  "junk",
  "Today",
  "2026-02-30",
  "2026-02-29",
  "2026-13-01",
  "2026-00-10",
  "2026-04-31",
  "2026-4-1",
  "20260401",
  "01-04-2026",
  "2026-04-01 ",
  "2026-04-01\n",
  "+002026-04-01",
  "0026-04-01",
  "9999-12-31",
  "2026-04-01[u-ca=hebrew]",
  "٢٠٢٦-٠٤-٠١",
];

const noInstant = [
  "2026-03-14T09:00",
  "2026-03-14T09:00:00",
  "2026-03-14 09:00+01:00",
  "2026-03-14T09:00z",
  "2026-02-30T09:00Z",
  "2026-13-01T09:00Z",
  "2026-03-14T24:00Z",
  "2026-03-14T09:60Z",
  "2026-12-31T23:59:60Z",
  "2026-03-14T09Z",
  "2026-03-14T09:00+1",
  "2026-03-14T09:00+24:00",
  "2026-03-14T09:00+01:60",
  "2026-03-14T09:00+01:00[Europe/Amsterdam]",
  "2026-03-14T09:00:00,5Z",
  "9999-12-31T00:00Z",
];

const deadlines: [string, (text: string) => unknown][] = [
  ["a request", (text) => requestDeadline(text)],
  ["a breach", (text) => breachDeadline(text)],
  ["a destruction", (text) => destructionDeadline(text)],
  ["an agreed destruction", (text) => destructionDeadline("2026-01-31", { destroyAfter: text })],
  ["a period in weeks", (text) => weeksPeriod(text, 2)],
];

describe.each(deadlines)("the deadline of %s", (_, deadline) => {
  test.each([...noDate, ...noInstant])("is refused, never guessed, from %j", (text) => {
    expect(() => deadline(text)).toThrow(InvalidDate);
  });

  test("is refused from any other text, and with one character too many", () => {
    const valid = fc.constantFrom("2026-03-14", "2026-03-14T09:00+01:00");
    const tooLong = fc
      .tuple(valid, fc.nat(22), fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 1 }))
      .map(([text, at, more]) => text.slice(0, at) + more + text.slice(at));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), tooLong), (text) => {
        expect(() => deadline(text)).toThrow(InvalidDate);
      }),
      { numRuns: 500 },
    );
  });
});

test("a date is taken when the calendar has it, and only then", () => {
  const parts = fc.tuple(fc.integer({ min: 1971, max: 9998 }), fc.nat(14), fc.nat(33));
  fc.assert(
    fc.property(parts, ([year, month, day]) => {
      const text = [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
      const at = new Date(Date.UTC(year, month - 1, day));
      if (at.getUTCMonth() === month - 1 && at.getUTCDate() === day)
        expect(weeksPeriod(text, 0).lastDay).toBe(text);
      else expect(() => weeksPeriod(text, 0)).toThrow(InvalidDate);
    }),
    { numRuns: 2_000 },
  );
});

test("hours are not counted from a date alone", () => {
  expect(() => breachDeadline("2026-03-14")).toThrow(InvalidDate);
});

test("the last day of an agreement is not taken from an instant, whose date depends on the zone", () => {
  expect(() => destructionDeadline("2026-11-30T23:59:59.999+14:00")).toThrow(InvalidDate);
});

test("the refusal is one sentence that does not repeat the text", () => {
  const refusal = (text: string) => {
    try {
      return requestDeadline(text);
    } catch (error) {
      return error instanceof InvalidDate && error.message;
    }
  };
  expect(refusal("noor@example.org")).toBe(
    "A date must exist and be written as YYYY-MM-DD, such as 2026-12-31.",
  );
  expect(refusal("2026-03-14T09:00")).toBe(
    "A time must exist and carry its offset, such as 2026-03-14T12:00+01:00.",
  );
  expect(refusal("0026-03-14")).toBe("The year must lie between 1971 and 9998.");
});

describe("a time on the clocks of Amsterdam", () => {
  const clockTime = (instant: string) =>
    ZonedDateTime.toString(Instant.toZonedDateTimeISO(readInstant(instant), timeZone), {
      timeZoneName: "never",
      offset: "never",
    });
  const two = (number: number) => String(number).padStart(2, "0");

  test.each([
    ["2026-11-22T08:30", "2026-11-22T08:30:00+01:00"],
    ["2026-07-01T00:00", "2026-07-01T00:00:00+02:00"],
    ["2026-07-01 23:59:59", "2026-07-01T23:59:59+02:00"],
    ["2026-03-29T01:59:59", "2026-03-29T01:59:59+01:00"],
    ["2026-03-29T03:00", "2026-03-29T03:00:00+02:00"],
    ["1971-01-01T00:00", "1971-01-01T00:00:00+01:00"],
  ])("is read as an instant with its offset: %s", (local, expected) => {
    expect(readLocalTime(local)).toBe(expected);
  });

  // A18
  test.each(["2026-03-29T02:00", "2026-03-29T02:30", "2026-03-29T02:59:59"])(
    "does not exist in the hour that summer time skips: %s",
    (local) => {
      expect(() => readLocalTime(local)).toThrow(InvalidDate);
    },
  );

  test.each([
    ["2026-10-25T02:00", "2026-10-25T02:00:00+02:00"],
    ["2026-10-25T02:59:59", "2026-10-25T02:59:59+02:00"],
    ["2026-10-25T03:00", "2026-10-25T03:00:00+01:00"],
  ])("is the first of two when summer time ends: %s", (local, expected) => {
    expect(readLocalTime(local)).toBe(expected);
  });

  test("is the same time on those clocks when it is read back, or is said not to exist", () => {
    // Since 1981 the hour of 2 is skipped on the last Sunday of March.
    const parts = fc.tuple(
      fc.integer({ min: 1981, max: 9998 }),
      fc.nat(14),
      fc.nat(33),
      fc.nat(25),
      fc.nat(59),
    );
    fc.assert(
      fc.property(parts, ([year, month, day, hour, minute]) => {
        const local = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
        const at = new Date(Date.UTC(year, month - 1, day, hour, minute));
        const isOne = at.toISOString().slice(0, 16) === local;
        const isSkipped = month === 3 && day > 24 && hour === 2 && at.getUTCDay() === 0;
        if (isOne && !isSkipped) expect(clockTime(readLocalTime(local))).toBe(`${local}:00`);
        else expect(() => readLocalTime(local)).toThrow(InvalidDate);
      }),
      { numRuns: 1_000, examples: [[[2026, 3, 29, 2, 30]], [[2026, 10, 25, 2, 30]], [[2027, 3, 28, 2, 0]]] },
    );
  });

  test.each([
    ...noDate,
    "2026-03-14",
    "2026-03-14T24:00",
    "2026-03-14T09:60",
    "2026-03-14T09:00:60",
    "2026-03-14T9:00",
    "2026-03-14T09:00Z",
    "2026-03-14T09:00+01:00",
    "2026-03-14T09:00:00.5",
    "2026-03-14  09:00",
    "2026-02-29T09:00",
    "0026-03-14T09:00",
    "9999-12-31T23:59",
    "2026-03-14T09:00\n",
  ])("is refused, never guessed, from %j", (text) => {
    expect(() => readLocalTime(text)).toThrow(InvalidDate);
  });

  test("is refused in one sentence that does not repeat the text", () => {
    expect(() => readLocalTime("noor@example.org")).toThrow(
      "A time must exist and be written as YYYY-MM-DDTHH:MM, such as 2026-11-22T08:30.",
    );
  });
});
