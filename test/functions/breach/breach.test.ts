import { describe, expect, test } from "vitest";
import {
  after,
  type BreachMove,
  type BreachState,
  breachCaseSchema,
  breachEntrySchema,
  breachMoves,
  breachStates,
  openBreach,
  type Received,
} from "../../../functions/breach/breach.ts";
import { breachCase, entry, parties, report } from "../../support/breaches.ts";

const received: Received = {
  report: report(),
  body: "body",
  key: "a secret from a random source",
  controllers: parties,
  reporterId: "reporter0001",
  language: "nl",
  at: new Date("2026-11-22T10:15:00Z"),
};

describe("the moves of a breach report", () => {
  const drawn: Record<BreachState, Partial<Record<BreachMove, BreachState>>> = {
    held: {
      update: "held",
      assign: "held",
      attach: "held",
      withhold: "held",
      confirm: "confirmed",
      dismiss: "dismissed",
    },
    confirmed: {
      update: "confirmed",
      assign: "confirmed",
      release: "confirmed",
      discard: "confirmed",
      attach: "confirmed",
      withhold: "confirmed",
      conclude: "concluded",
      withdraw: "withdrawn",
    },
    concluded: { withdraw: "withdrawn", withhold: "concluded" },
    dismissed: { withhold: "dismissed" },
    withdrawn: { withhold: "withdrawn" },
  };
  const moves = Object.keys(breachMoves) as BreachMove[];

  test.each(breachStates)("from %s lead where they are drawn to, and nowhere else", (state) => {
    for (const move of moves) expect(after(state, move)).toBe(drawn[state][move]);
  });
});

describe("a case", () => {
  // B1
  test.each<[BreachState, string, Partial<Received>]>([
    ["confirmed", "a known reporter's confirmed report of known controllers", {}],
    ["held", "a stranger's confirmed report", { reporterId: undefined }],
    ["held", "a known reporter's suspicion", { report: report({ occurrence: "suspected" }) }],
    [
      "held",
      "a stranger's suspicion",
      { reporterId: undefined, report: report({ occurrence: "suspected" }) },
    ],
    ["held", "a known reporter's confirmed report of nobody we know", { controllers: [] }],
  ])("begins %s for %s", (began, _, changes) => {
    expect(openBreach({ ...received, ...changes }, 0).case.began).toBe(began);
  });

  test("holds what was reported, when, of whom and by whom", () => {
    const { case: opened } = openBreach(received, 0);
    expect(opened).toMatchObject({
      v: 1,
      kind: "breach",
      reference: expect.stringMatching(/^BR(-[0-9A-HJKMNP-TV-Z]{4}){3}$/),
      receivedAt: "2026-11-22T10:15:00.000Z",
      reporterId: "reporter0001",
      controllers: parties,
      report: report(),
      register: "breach",
      pendingShard: expect.stringMatching(/^[0-7]$/),
      pendingAt: "2026-11-22T10:15:00.000Z",
    });
    expect(openBreach({ ...received, reporterId: undefined }, 0).case).not.toHaveProperty("reporterId");
  });

  test("holds neither the receipt code nor the idempotency key", () => {
    const { case: opened, receiptCode } = openBreach(received, 0);
    const stored = JSON.stringify(opened);
    expect(stored).not.toContain(receiptCode);
    expect(stored).not.toContain(received.key);
  });

  // A6
  test("gets another reference but the same code at the second count", () => {
    const [first, second] = [openBreach(received, 0), openBreach(received, 1)];
    expect(second.case.reference).not.toBe(first.case.reference);
    expect(second.receiptCode).toBe(first.receiptCode);
    expect(second.case.receiptHash).toBe(first.case.receiptHash);
  });

  // H6
  test("and its entries are read back as they were written, with what a newer release added passed over", () => {
    const added = { pk: "x", sk: "case", addedLater: 1 };
    expect(breachCaseSchema.parse({ ...breachCase(), ...added })).toEqual(breachCase());
    const written = entry({ move: "conclude", note: "Klaar.", final: true, changes: { ongoing: false } });
    expect(breachEntrySchema.parse({ ...written, ...added })).toEqual(written);
  });

  // H6
  test("or an entry of an unknown version is not read", () => {
    expect(breachCaseSchema.safeParse({ ...breachCase(), v: 2 }).success).toBe(false);
    expect(breachEntrySchema.safeParse({ ...entry(), v: 2 }).success).toBe(false);
    expect(breachEntrySchema.safeParse({ ...entry(), move: "forget" }).success).toBe(false);
  });
});
