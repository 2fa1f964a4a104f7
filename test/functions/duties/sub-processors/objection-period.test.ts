import { describe, expect, test } from "vitest";
import { isInTime, objectionPeriod } from "../../../../functions/duties/sub-processors/objection-period.ts";
import type { Delivery } from "../../../../shared/delivery.ts";
import { delivery } from "../../../support/submissions.ts";

function mail(deliveredAt: string, changes: Partial<Delivery> = {}): Delivery {
  return delivery({
    id: "letter-0-0",
    type: "sub-processor-change",
    state: "delivered",
    deliveredAt,
    ...changes,
  });
}

describe("the period in which a controller may object", () => {
  test.each([
    ["on Good Friday", "2026-03-20T10:00:00.000Z", "2026-04-03", "2026-04-03T22:00:00.000Z"],
    ["on 5 May", "2026-04-21T10:00:00.000Z", "2026-05-05", "2026-05-05T22:00:00.000Z"],
    ["after summer time began", "2026-03-28T23:30:00.000Z", "2026-04-12", "2026-04-12T22:00:00.000Z"],
    ["after summer time ended", "2026-10-15T22:30:00.000Z", "2026-10-30", "2026-10-30T23:00:00.000Z"],
  ])("ends %s with the last hour of that day, which nothing moves", (_, deliveredAt, lastDay, endsAt) => {
    const period = objectionPeriod([mail(deliveredAt)]);
    expect(period).toMatchObject({ deliveredAt, lastDay, endsAt });
    expect(period?.steps.map(({ rule }) => rule.split(":")[0])).toEqual(["R8", "R13", "R13"]);
    const end = Date.parse(endsAt);
    expect(isInTime(period, new Date(end - 1_000))).toBe(true);
    expect(isInTime(period, new Date(end - 1))).toBe(true);
    expect(isInTime(period, new Date(end))).toBe(false);
    expect(isInTime(period, new Date(end + 1_000))).toBe(false);
  });

  test("has not begun as long as no contact has the announcement", () => {
    const others: Delivery[] = [
      { ...mail("2026-03-20T10:00:00.000Z"), state: "undelivered" },
      { ...mail("2026-03-20T10:00:00.000Z"), id: "letter-0-0_2", type: "desk" },
      { ...mail("2026-03-20T10:00:00.000Z"), id: "letter-1-1" },
      delivery({ id: "letter-0-0_3", type: "sub-processor-change", state: "accepted" }),
    ];
    expect(objectionPeriod(others)).toBeUndefined();
    expect(isInTime(undefined, new Date("2036-01-01"))).toBe(true);
  });

  test("begins with the first delivery to one of the contacts", () => {
    const rungs = [
      mail("2026-03-22T10:00:00.000Z"),
      mail("2026-03-21T10:00:00.000Z", { id: "letter-0-0_2", state: "acknowledged" }),
    ];
    expect(objectionPeriod(rungs)).toMatchObject({
      deliveredAt: "2026-03-21T10:00:00.000Z",
      lastDay: "2026-04-04",
    });
  });
});
