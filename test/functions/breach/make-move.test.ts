import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  after,
  type BreachEntry,
  type BreachMove,
  breachMoves,
  type History,
} from "../../../functions/breach/breach.ts";
import { appendEntry, commitBreach, readHistory } from "../../../functions/breach/breach-store.ts";
import { type Move, type MoveDependencies, makeMove } from "../../../functions/breach/make-move.ts";
import { mostControllers } from "../../../functions/breach/report.ts";
import { standingOf } from "../../../functions/breach/standing.ts";
import { chainOf } from "../../../shared/evidence/chain-name.ts";
import { chainsOf } from "../../../shared/evidence/item-chains.ts";
import { breachCase, entry, history, parties, report } from "../../support/breaches.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { logged } from "../../support/logged.ts";

const operator = "arn:aws:iam::000000000000:user/operator";
const reference = breachCase().reference;
const now = () => new Date("2026-11-22T12:00:00Z");
const byDesk = (move: BreachMove): Move => ({ move, by: operator, vouched: true });

/** A store in memory that holds one report, and every entry it was given. */
function storeOf(of: History, changes: Partial<MoveDependencies> = {}) {
  const entries = [...of.entries];
  const dependencies: MoveDependencies = {
    readHistory: async (wanted) =>
      wanted === of.case.reference ? { case: of.case, entries: [...entries] } : undefined,
    appendEntry: async (made) => {
      if (made.sequence !== entries.length + 1) return false;
      entries.push(made);
      return true;
    },
    now,
    ...changes,
  };
  return { entries, dependencies };
}

describe("a move", () => {
  test("is stored as the next entry, from when it is made, and is pending", async () => {
    const { entries, dependencies } = storeOf(history(breachCase(), {}, {}));
    const moved = await makeMove(
      reference,
      () => ({ ...byDesk("withdraw"), because: "Vals alarm." }),
      dependencies,
    );
    expect(moved.entry).toEqual({
      v: 1,
      kind: "breach-entry",
      reference,
      sequence: 3,
      move: "withdraw",
      at: "2026-11-22T12:00:00.000Z",
      by: operator,
      vouched: true,
      because: "Vals alarm.",
      concerns: parties.map(({ id }) => id),
      pendingShard: breachCase().pendingShard,
      pendingAt: "2026-11-22T12:00:00.000Z",
    });
    expect(entries.at(-1)).toEqual(moved.entry);
    expect(moved.history.entries).toEqual(entries);
  });

  // C11
  test("leaves its reference, number, name and outcome in the log", async () => {
    const { dependencies } = storeOf(history(breachCase()));
    await makeMove(reference, () => ({ ...byDesk("conclude"), note: "Klaar." }), dependencies);
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      { level: "info", code: "BREACH_MOVED", reference, sequence: 1, move: "conclude", state: "concluded" },
    ]);
  });

  test("is decided on with the report as it stands", async () => {
    const { dependencies } = storeOf(history(breachCase(), { note: "Eén." }));
    await makeMove(
      reference,
      (of, standing) => {
        expect(standing).toEqual(standingOf(of));
        expect(standing.revision).toBe(1);
        return byDesk("update");
      },
      dependencies,
    );
  });

  test("that an entry made before is not made again", async () => {
    const { entries, dependencies } = storeOf(history(breachCase(), { note: "Eén." }));
    const [first = entry()] = entries;
    expect((await makeMove(reference, () => first, dependencies)).entry).toBe(first);
    expect(entries).toHaveLength(1);
    expect(logged).toEqual([]);
  });

  test("is none where nothing is to be done", async () => {
    const { entries, dependencies } = storeOf(history(breachCase(), { note: "Eén." }));
    const { history: after, entry: made } = await makeMove<undefined>(
      reference,
      () => undefined,
      dependencies,
    );
    expect(made).toBeUndefined();
    expect(after.entries).toEqual(entries);
    expect(entries).toHaveLength(1);
    expect(logged).toEqual([]);
  });

  test("of an unknown report is refused", async () => {
    const { dependencies } = storeOf(history(breachCase()));
    const decide = () => expect.fail("it was decided on");
    await expect(makeMove("BR-0000-0000-0000", decide, dependencies)).rejects.toMatchObject({
      reason: "not_found",
    });
  });

  test.each([
    [
      "dismissed",
      history(breachCase({ began: "held" }), { move: "dismiss", because: "Niet van ons." }),
      "Niet van ons.",
    ],
    ["withdrawn", history(breachCase(), { move: "withdraw", because: "Vals alarm." }), "Vals alarm."],
    ["concluded", history(breachCase(), { move: "conclude" }), undefined],
  ])("of a %s report is refused with the reason", async (_, of, because) => {
    const { entries, dependencies } = storeOf(of);
    await expect(makeMove(reference, () => byDesk("update"), dependencies)).rejects.toMatchObject({
      reason: "already_ended",
      because,
    });
    expect(entries).toHaveLength(1);
  });

  test("that the state does not allow is never stored, and all others are", async () => {
    const states = {
      held: history(breachCase({ began: "held" })),
      confirmed: history(breachCase()),
      dismissed: history(breachCase({ began: "held" }), { move: "dismiss" }),
      concluded: history(breachCase(), { move: "conclude" }),
      withdrawn: history(breachCase(), { move: "withdraw" }),
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(states)),
        fc.array(fc.constantFrom(...(Object.keys(breachMoves) as BreachMove[])), { maxLength: 6 }),
        async (of, tried) => {
          const { entries, dependencies } = storeOf(of);
          for (const move of tried) {
            const { state } = standingOf({ case: of.case, entries });
            const before = entries.length;
            const made = await makeMove(reference, () => byDesk(move), dependencies).catch(
              ({ reason }) => reason,
            );
            const isAllowed = after(state, move) !== undefined;
            if (isAllowed) expect(made.entry.move).toBe(move);
            else {
              const ended = ["dismissed", "concluded", "withdrawn"].includes(state);
              expect(made).toBe(ended ? "already_ended" : "move_not_allowed");
            }
            expect(entries.length).toBe(before + (isAllowed ? 1 : 0));
          }
          expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, n) => n + 1));
        },
      ),
    );
  });
});

describe("a move says whom the report concerns", () => {
  const third = { id: "derde-bv", name: "Derde B.V." };
  const everybody = [...parties, third];
  const idsOf = (controllers: readonly { id: string }[]) => controllers.map(({ id }) => id);

  test("before it or after it, and nothing while that is nobody who is known", async () => {
    const unknown = breachCase({ began: "held", controllers: [], report: report({ organisation: "Derde" }) });
    const { entries, dependencies } = storeOf(history(unknown));
    const moves: Move[] = [
      byDesk("update"),
      { ...byDesk("assign"), controllers: parties },
      { ...byDesk("assign"), controllers: [third], only: true },
      byDesk("confirm"),
      { ...byDesk("assign"), controllers: parties.slice(0, 1) },
      byDesk("conclude"),
    ];
    for (const move of moves) await makeMove(reference, () => move, dependencies);
    expect(entries[0]).not.toHaveProperty("concerns");
    expect(entries.slice(1).map(({ concerns }) => concerns)).toEqual([
      ["voorbeeld-bv", "example-ltd"],
      ["voorbeeld-bv", "example-ltd", "derde-bv"],
      ["derde-bv"],
      ["derde-bv", "voorbeeld-bv"],
      ["derde-bv", "voorbeeld-bv"],
    ]);
  });

  test("whatever the moves were, so that each is in the chain of each of those, and in no other", async () => {
    const tried = fc.record({
      move: fc.constantFrom<BreachMove>("assign", ...(Object.keys(breachMoves) as BreachMove[])),
      named: fc.subarray(everybody, { minLength: 1 }),
      only: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("held" as const, "confirmed" as const),
        fc.subarray(parties),
        fc.array(tried, { maxLength: 8 }),
        async (began, controllers, moves) => {
          const of = breachCase({ began, controllers, report: report({ organisation: "Derde" }) });
          const { entries, dependencies } = storeOf(history(of));
          for (const { move, named, only } of moves) {
            const { state } = standingOf({ case: of, entries });
            if (!after(state, move)) continue;
            const assigned = { controllers: named, ...(only && state === "held" && { only }) };
            const decided = { ...byDesk(move), ...(move === "assign" && assigned) };
            await makeMove(reference, () => decided, dependencies);
          }
          for (const [n, made] of entries.entries()) {
            const around = [n, n + 1].map((end) => standingOf({ case: of, entries: entries.slice(0, end) }));
            const ids = new Set(around.flatMap((standing) => idsOf(standing.controllers)));
            expect(chainsOf(made)).toEqual(ids.size > 0 ? Array.from(ids, chainOf).sort() : ["processor"]);
          }
        },
      ),
    );
  });
});

describe("a report that is full", () => {
  /** As many controllers as a report can concern, as the entries say that it does. */
  const crowd = Array.from({ length: mostControllers }, (_, n) => `controller-${n}`.padEnd(63, "x"));

  // A15
  test("of those whom it concerns takes no more updates, and still decisions", async () => {
    const many = Array.from({ length: 400 }, () => ({ concerns: crowd }));
    const { dependencies } = storeOf(history(breachCase(), ...many));
    await expect(makeMove(reference, () => byDesk("update"), dependencies)).rejects.toMatchObject({
      reason: "too_many_updates",
    });
    expect((await makeMove(reference, () => byDesk("withdraw"), dependencies)).entry.sequence).toBe(401);
  });

  // A15
  test("is not so for how many it concerns, as long as reporters and the desk write what they can", async () => {
    const { entries, dependencies } = storeOf(history(breachCase(), ...Array(399).fill({ concerns: crowd })));
    await makeMove(reference, () => byDesk("update"), dependencies);
    expect(entries).toHaveLength(400);
  });

  /** 990,000 bytes of notes and more. */
  const full = history(
    breachCase(),
    ...Array.from({ length: 99 }, () => ({ by: operator, note: "x".repeat(10_000) })),
  );

  // A15
  test("takes no more updates or controllers, and is not added to", async () => {
    const { entries, dependencies } = storeOf(full);
    for (const move of ["update", "assign"] as const) {
      const decide = () => ({ ...byDesk(move), note: "x".repeat(10_000) });
      await expect(makeMove(reference, decide, dependencies)).rejects.toMatchObject({
        reason: "too_many_updates",
      });
    }
    expect(entries).toHaveLength(99);
  });

  test.each(["release", "discard", "conclude", "withdraw"] as const)("still takes a %s", async (move) => {
    const { entries, dependencies } = storeOf(full);
    const because = "é".repeat(2_000);
    await makeMove(reference, () => ({ ...byDesk(move), because }), dependencies);
    expect(entries.at(-1)).toMatchObject({ sequence: 100, move, because });
  });
});

describe("a move that another one came before", () => {
  test("is decided on again, with the other in view", async () => {
    const seen: number[] = [];
    const { entries, dependencies } = storeOf(history(breachCase({ began: "held" })));
    const decide = (_: History, { revision }: { revision: number }) => {
      seen.push(revision);
      if (revision === 0) entries.push(entry({ move: "confirm" }));
      return byDesk("update");
    };
    const { entry: made, history: of } = await makeMove(reference, decide, dependencies);
    expect(seen).toEqual([0, 1]);
    expect(made.sequence).toBe(2);
    expect(of.entries.map(({ move }) => move)).toEqual(["confirm", "update"]);
  });

  test("and is no longer allowed then is refused", async () => {
    const { entries, dependencies } = storeOf(history(breachCase({ began: "held" })));
    const decide = (_: History, { revision }: { revision: number }) => {
      if (revision === 0) entries.push(entry({ move: "dismiss", because: "Niet van ons." }));
      return byDesk("confirm");
    };
    await expect(makeMove(reference, decide, dependencies)).rejects.toMatchObject({
      reason: "already_ended",
      because: "Niet van ons.",
    });
    expect(entries).toHaveLength(1);
  });

  test("time and again is a refusal that says to come back", async () => {
    const { dependencies } = storeOf(history(breachCase()), { appendEntry: async () => false });
    await expect(makeMove(reference, () => byDesk("update"), dependencies)).rejects.toMatchObject({
      reason: "not_stored",
      headers: { "retry-after": "1" },
    });
  });

  test("is stored all the same: ten at once get ten numbers", async () => {
    const table = await freshTable();
    await commitBreach(table, breachCase());
    const dependencies: MoveDependencies = {
      readHistory: (wanted) => readHistory(table, wanted),
      appendEntry: (made: BreachEntry) => appendEntry(table, made),
      now,
    };
    const notes = Array.from({ length: 10 }, (_, n) => `Bericht ${n}.`);
    await Promise.all(
      notes.map((note) => makeMove(reference, () => ({ ...byDesk("update"), note }), dependencies)),
    );
    const entries = (await readHistory(table, reference))?.entries ?? [];
    expect(entries.map(({ sequence }) => sequence)).toEqual(notes.map((_, n) => n + 1));
    expect(entries.map(({ note }) => note).toSorted()).toEqual(notes);
  });
});

describe("a store that fails", () => {
  const down = async () => {
    throw Object.assign(new Error("down"), { code: "ECONNREFUSED" });
  };

  // A7
  test.each(["readHistory", "appendEntry"] as const)(
    "in %s is a refusal that says to come back",
    async (name) => {
      const { dependencies } = storeOf(history(breachCase()), { [name]: down });
      await expect(makeMove(reference, () => byDesk("update"), dependencies)).rejects.toMatchObject({
        reason: "not_stored",
        headers: { "retry-after": "5" },
      });
    },
  );
});
