import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AuditEntryInput } from "../../../../functions/duties/audits/audit.ts";
import {
  type AuditState,
  after,
  auditMoves,
  openFollowUps,
  standingOf,
} from "../../../../functions/duties/audits/audit-standing.ts";
import { checkEntry } from "../../../../functions/duties/audits/check-entry.ts";
import { Refusal } from "../../../../shared/refusal.ts";
import { auditWith } from "./audits.ts";

const reportsInsufficient = "Ze gaan niet over het portaal.";
const confirm: AuditEntryInput = { move: "confirm", reportsInsufficient };
const information: AuditEntryInput = { move: "information", text: "De procedures." };
const finding: AuditEntryInput = { move: "finding", text: "Twee accounts stonden nog open." };
const followUp: AuditEntryInput = { move: "follow_up", text: "Wij sluiten ze dagelijks.", due: "2027-03-01" };
const cancel: AuditEntryInput = { move: "cancel", because: "De rapporten volstaan." };
const close: AuditEntryInput = { move: "close" };
const anyMove = fc.constantFrom(confirm, information, finding, followUp, cancel, close);

const today = "2026-11-23";

describe("an audit", () => {
  test("is offered the reports first, and planned once the controller has said why they do not suffice", () => {
    expect(standingOf(auditWith([])).state).toBe("reports_offered");
    expect(standingOf(auditWith([], { reportsInsufficient })).state).toBe("planned");
    expect(standingOf(auditWith([confirm]))).toMatchObject({ state: "planned", reportsInsufficient });
  });

  test("begins on the day that was confirmed last", () => {
    expect(standingOf(auditWith([{ ...confirm, startsOn: "2027-02-01" }])).startsOn).toBe("2027-02-01");
    expect(standingOf(auditWith([confirm])).startsOn).toBe("2027-01-11");
  });

  test("has its information since the first time that some was given", () => {
    const { informationAt } = standingOf(auditWith([information, confirm, information]));
    expect(informationAt).toBe("2026-11-23T10:15:00.000Z");
  });

  test("has a follow-up until that is settled", () => {
    const begun = [confirm, followUp, followUp];
    expect(openFollowUps(standingOf(auditWith(begun)))).toEqual([2, 3]);
    const settled = standingOf(auditWith([...begun, { move: "follow_up", text: "Gedaan.", settles: 2 }]));
    expect(openFollowUps(settled)).toEqual([3]);
    expect(settled.followUps).toMatchObject([
      { sequence: 2, settledAt: "2026-11-26T10:15:00.000Z" },
      { sequence: 3 },
    ]);
  });

  test("is told of only what its state allows, and never again once it is over", () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 8 }), (told) => {
        let state: AuditState = "reports_offered";
        for (const [n, one] of told.entries()) {
          const next = after(state, one.move);
          expect(next !== undefined).toBe(auditMoves[one.move].from.some((from) => from === state));
          if (next === undefined) {
            expect(() => checkEntry(auditWith(told.slice(0, n)), one, [], today)).toThrow(Refusal);
            return;
          }
          state = next;
          expect(standingOf(auditWith(told.slice(0, n + 1))).state).toBe(state);
        }
      }),
    );
  });
});

/** Why it is refused: the reason, the sentence that follows, and the pointers. */
function refused(told: readonly AuditEntryInput[], last: AuditEntryInput, others = [] as const, on = today) {
  try {
    checkEntry(auditWith(told), last, others, on);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {
      reason: error.reason,
      because: error.because,
      pointers: error.errors.map(({ pointer }) => pointer),
    };
  }
  return undefined;
}

describe("what is told of an audit", () => {
  test("is refused once it is cancelled, with that as the reason", () => {
    expect(refused([cancel], information)).toMatchObject({
      reason: "audit_not_allowed",
      because: "This audit was cancelled.",
    });
  });

  test("cannot confirm a beginning that has passed meanwhile, but another", () => {
    expect(refused([], confirm, [], "2027-01-12")?.because).toContain("The day 2027-01-11 has passed.");
    expect(refused([], { ...confirm, startsOn: "2027-01-12" }, [], "2027-01-12")).toBeUndefined();
  });

  test("cannot put the beginning further away than anybody plans", () => {
    expect(refused([], { ...confirm, startsOn: "2031-11-24" })?.pointers).toEqual(["/startsOn"]);
  });

  test("can be closed once it has begun, the controller was informed, and no follow-up is to be done", () => {
    const begun = "2027-01-11";
    const settled: AuditEntryInput = { move: "follow_up", text: "Gedaan.", settles: 3 };
    const whyOpen = (told: AuditEntryInput[], on = begun) => refused(told, close, [], on)?.because;
    expect(whyOpen([confirm, information, followUp])).toBe(
      "Of its follow-up entries these are still to be done: 3.",
    );
    expect(whyOpen([confirm])).toBe("The controller has not been given the information for it.");
    expect(whyOpen([confirm, information], "2027-01-10")).toContain("It begins on 2027-01-11");
    expect(whyOpen([confirm, information, followUp, settled])).toBeUndefined();
  });

  test.each([
    [{ due: "2026-11-22" }, ["/due"]],
    [{ due: "2027-03-01", settles: 2 }, ["/due"]],
    [{ settles: 1 }, ["/settles"]],
    [{ settles: 3 }, ["/settles"]],
  ])("a follow-up with %j is not as asked", (changes, pointers) => {
    expect(refused([confirm, followUp], { move: "follow_up", text: "Meer.", ...changes })?.pointers).toEqual(
      pointers,
    );
  });
});
