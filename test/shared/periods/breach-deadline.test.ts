import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breachDeadline } from "../../../shared/periods/breach-deadline.ts";
import { holidaysVersion } from "../../../shared/periods/holidays.ts";
import { edgyInstants, offsets, written } from "./calendar-oracle.ts";

const utc = (text: string) => new Date(text).toISOString();

describe("72 hours after the controller is aware", () => {
  test.each([
    ["2026-03-06T09:00+01:00", "2026-03-09T09:00+01:00", "2026-03-09T10:00+01:00"],
    ["2026-03-27T12:00+01:00", "2026-03-30T13:00+02:00", "2026-03-30T14:00+02:00"],
    ["2020-12-22T12:17+01:00", "2020-12-25T12:17+01:00", "2020-12-25T13:00+01:00"],
    ["2026-10-24T12:00+02:00", "2026-10-27T11:00+01:00", "2026-10-27T12:00+01:00"],
  ])("aware %s: %s, at the latest %s", (aware, conservative, latestLawful) => {
    expect(breachDeadline(aware)).toMatchObject({
      conservative: utc(conservative),
      latestLawful: utc(latestLawful),
    });
  });

  test("begin with the next full hour, also a moment before it and right at it", () => {
    expect(breachDeadline("2026-03-06T09:59:59.999999999Z").latestLawful).toBe("2026-03-09T10:00:00.000Z");
    expect(breachDeadline("2026-03-06T10:00:00.000000001Z").latestLawful).toBe("2026-03-09T11:00:00.000Z");
  });

  test("may be 96", () => {
    expect(breachDeadline("2026-03-06T09:17Z", 96)).toMatchObject({
      conservative: "2026-03-10T09:17:00.000Z",
      latestLawful: "2026-03-10T10:00:00.000Z",
    });
  });

  test("carry their derivation", () => {
    const { steps, holidays } = breachDeadline("2020-12-22T12:17+01:00");
    expect(holidays).toBe(holidaysVersion);
    expect(steps.map(({ rule, result }) => [rule.split(":")[0], result])).toEqual([
      ["R7", "2020-12-22T11:17:00.000Z"],
      ["R7", "2020-12-25T11:17:00.000Z"],
      ["R4", "2020-12-22T12:00:00.000Z"],
      ["R4", "2020-12-25T12:00:00.000Z"],
    ]);
  });

  test("are exact on the conservative side and full hours on the other, at any instant and offset", () => {
    fc.assert(
      fc.property(edgyInstants, offsets, fc.integer({ min: 1, max: 200 }), (at, offset, hours) => {
        const nextHour = new Date(at);
        nextHour.setUTCHours(nextHour.getUTCHours() + 1, 0, 0, 0);
        expect(breachDeadline(written(at, offset), hours)).toMatchObject({
          conservative: new Date(at + hours * 3_600_000).toISOString(),
          latestLawful: new Date(nextHour.getTime() + hours * 3_600_000).toISOString(),
        });
      }),
      { numRuns: 1_000 },
    );
  });
});
