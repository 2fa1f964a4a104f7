import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requestReminders } from "../../../../functions/request/desk/desk-reminders.ts";
import type { Delivery } from "../../../../shared/delivery.ts";
import { isWorkingDay } from "../../../../shared/periods/working-days.ts";
import { delivery } from "../../../support/submissions.ts";

/** A Friday in winter, when a day in Amsterdam ends at 23:00 in UTC. */
const received = "2026-11-27T10:15:00.000Z";
const endOf = (day: string) => new Date(`${day}T23:00:00.000Z`);

const reminder = (number: number, changes: Partial<Delivery>) =>
  delivery({ id: `desk-reminder-${number}`, type: "desk", ...changes });

function wantedAt(now: Date, ...stored: readonly Delivery[]) {
  const deliveries = new Map(stored.map((one) => [one.id, one]));
  return requestReminders(received, { deliveries, now }).map(({ id, notBefore }) => [id, notBefore]);
}

describe("the reminders of a request that waits for the desk", () => {
  test("begin with the end of the first working day after it", () => {
    expect(wantedAt(new Date(received))).toEqual([["desk-reminder-1", endOf("2026-11-30")]]);
  });

  test("come with the end of every working day", () => {
    const tuesday = endOf("2026-11-30");
    const waiting = reminder(1, { state: "pending", pendingAt: tuesday.toISOString() });
    expect(wantedAt(tuesday, waiting)).toEqual([
      ["desk-reminder-1", tuesday],
      ["desk-reminder-2", endOf("2026-12-01")],
    ]);
    const sent = [1, 2].map((number) => reminder(number, { state: "accepted" }));
    expect(wantedAt(endOf("2026-12-04"), ...sent).at(-1)).toEqual(["desk-reminder-3", endOf("2026-12-07")]);
  });

  test("that were missed are one: a desk that could not be reminded for days is not flooded", () => {
    expect(wantedAt(new Date("2026-12-09T12:00:00Z"))).toEqual([
      ["desk-reminder-1", endOf("2026-11-30")],
      ["desk-reminder-2", endOf("2026-12-09")],
    ]);
  });

  test("lie ahead by less than a working day and more than nothing, whenever that is seen", () => {
    const instants = fc.date({
      min: new Date("2026-01-01T00:00:00Z"),
      max: new Date("2029-01-01T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (now) => {
        const [, next] = requestReminders("2025-06-02T10:00:00.000Z", { deliveries: new Map(), now });
        if (!next?.notBefore) throw new Error("no reminder lies ahead");
        const ahead = next.notBefore.getTime() - now.getTime();
        const day = new Date(next.notBefore.getTime() - 3 * 3_600_000).toISOString().slice(0, 10);
        expect(ahead).toBeGreaterThan(0);
        expect(isWorkingDay(day)).toBe(true);
        expect(ahead).toBeLessThanOrEqual(5.1 * 24 * 3_600_000);
      }),
    );
  });
});
