import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holidaysVersion } from "../../../shared/periods/holidays.ts";
import { requestDeadline } from "../../../shared/periods/request-deadline.ts";
import {
  dateInAmsterdam,
  edgyInstants,
  offsets,
  sameDateLater,
  workingDayFrom,
  written,
} from "./calendar-oracle.ts";

const text = (received: string) =>
  requestDeadline(received)
    .steps.map((step) => step.text)
    .join("\n");

describe("one month after receipt", () => {
  test.each([
    ["2026-03-14T12:00+01:00", "2026-04-14", "2026-04-14"],
    ["2026-08-31T09:00+02:00", "2026-09-30", "2026-09-30"],
    ["2026-01-31T09:00+01:00", "2026-02-28", "2026-03-02"],
    ["2026-02-28T12:00+01:00", "2026-03-28", "2026-03-30"],
    ["2026-03-27T09:00+01:00", "2026-04-27", "2026-04-28"],
    ["2026-04-25T09:00+02:00", "2026-05-25", "2026-05-26"],
    ["2026-11-25T09:00+01:00", "2026-12-25", "2026-12-28"],
    ["2026-12-31T23:30Z", "2027-02-01", "2027-02-01"],
  ])("received %s: %s, at the latest %s", (received, conservative, latestLawful) => {
    expect(requestDeadline(received)).toMatchObject({ conservative, latestLawful });
  });

  test("does not stick to the end of a month", () => {
    expect(requestDeadline("2026-02-28").conservative).toBe("2026-03-28");
    expect(requestDeadline("2026-04-30").conservative).toBe("2026-05-30");
  });

  test("ends on 29 February in a leap year", () => {
    expect(requestDeadline("2028-01-31").conservative).toBe("2028-02-29");
  });

  test("counts from the date in Amsterdam, also in the hours that summer time adds or takes", () => {
    expect(requestDeadline("2026-03-28T22:59:59.999Z").conservative).toBe("2026-04-28");
    expect(requestDeadline("2026-03-28T23:00:00Z").conservative).toBe("2026-04-29");
    expect(requestDeadline("2026-10-24T22:00:00Z").conservative).toBe("2026-11-25");
    expect(requestDeadline("2026-10-25T22:59:59.999Z").conservative).toBe("2026-11-25");
  });
});

describe("an extended deadline", () => {
  test.each([
    ["2026-01-31", "2026-04-30", "2026-04-30"],
    ["2026-11-30", "2027-02-28", "2027-03-01"],
  ])(
    "received %s is three months in one go: %s, at the latest %s",
    (received, conservative, latestLawful) => {
      expect(requestDeadline(received, { extended: true })).toMatchObject({ conservative, latestLawful });
    },
  );
});

describe("the derivation", () => {
  test("names every rule with its source, the input, each step and the version of the holidays", () => {
    const { steps, holidays } = requestDeadline("2026-12-31T23:30Z");
    expect(holidays).toBe(holidaysVersion);
    expect(steps).toEqual([
      {
        rule: "R8: dates are those of Europe/Amsterdam, hours those of UTC",
        text: "Received 2026-12-31T23:30Z: this date in Europe/Amsterdam.",
        result: "2027-01-01",
      },
      {
        rule: "R1: GDPR art. 12(3)",
        text: "The answer is due within one month of receipt.",
        result: "1 month",
      },
      {
        rule: "R2: Reg. (EEC, Euratom) 1182/71 art. 3(1), 3(2)(c)",
        text: "The period ends on the same date in its last month.",
        result: "2027-02-01",
      },
      {
        rule: "R3: Reg. (EEC, Euratom) 1182/71 art. 3(4)",
        text: "2027-02-01 is a working day, so the period ends on it.",
        result: "2027-02-01",
      },
    ]);
  });

  test("walks over Christmas and the weekend day by day", () => {
    const rolled = requestDeadline("2026-11-25").steps.filter(({ rule }) => rule.startsWith("R3"));
    expect(rolled.map(({ result }) => result)).toEqual([
      "2026-12-26",
      "2026-12-27",
      "2026-12-28",
      "2026-12-28",
    ]);
  });

  test("says unconfirmed when it rolls over Good Friday or 5 May, and only then", () => {
    expect(text("2026-03-03")).toContain("2026-04-03 is Good Friday (unconfirmed whether it counts)");
    expect(text("2026-04-05")).toContain("2026-05-05 is Liberation Day (unconfirmed whether it counts)");
    expect(text("2026-03-27")).not.toContain("unconfirmed");
    expect(text("2016-04-05")).not.toContain("unconfirmed");
    expect(text("2029-04-05")).not.toContain("unconfirmed");
  });

  test("tells three months from one plus two", () => {
    const { steps } = requestDeadline("2026-01-31", { extended: true });
    expect(steps.map(({ rule }) => rule.split(":")[0])).toEqual(["R8", "R9", "R2", "R3"]);
  });
});

test("agrees with a calendar walked day by day, whatever the offset the instant is written with", () => {
  fc.assert(
    fc.property(edgyInstants, offsets, fc.boolean(), (at, offset, extended) => {
      const conservative = sameDateLater(dateInAmsterdam(at), extended ? 3 : 1) ?? "";
      expect(requestDeadline(written(at, offset), { extended })).toMatchObject({
        conservative,
        latestLawful: workingDayFrom(conservative),
      });
    }),
    { numRuns: 1_000 },
  );
});
