import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  after,
  type BreachEntry,
  type BreachMove,
  breachMoves,
  type History,
  type Party,
} from "../../../functions/breach/breach.ts";
import { noticesOf } from "../../../functions/breach/notice/chain.ts";
import { namesController, type Parting, partWith } from "../../../functions/breach/parting.ts";
import { standingOf } from "../../../functions/breach/standing.ts";
import { chainOf } from "../../../shared/evidence/chain-name.ts";
import { chainsOf } from "../../../shared/evidence/item-chains.ts";
import { namedControllers } from "../../../shared/named-controllers.ts";
import { breachCase, history, noticeDelivery, parties, report } from "../../support/breaches.ts";

const closed = "2026-12-31T23:00:00.000Z";
const gone: Party = { id: "voorbeeld-bv", name: "Voorbeeld B.V." };
const neighbour: Party = { id: "voorbeeld-bv-2", name: "Buurman" };
const third: Party = { id: "derde-bv", name: "Derde" };
const all = [gone, neighbour, third];
const byDesk = { by: "arn:aws:iam::000000000000:user/operator", vouched: true };

const reported = (controllers: readonly Party[], organisation?: string) => {
  const { controllerIds: _, ...rest } = report();
  return {
    ...rest,
    ...(controllers.length > 0 && { controllerIds: controllers.map(({ id }) => id) }),
    ...(organisation !== undefined && { organisation }),
  };
};

const caseOf = (began: "held" | "confirmed", controllers: readonly Party[], organisation?: string) =>
  breachCase({ began, controllers: [...controllers], report: reported(controllers, organisation) });

/** What is left of the report after the parting. */
function leftOf(before: History, parting: Parting): History {
  if (parting.kind !== "loses") throw new Error(`it ${parting.kind}`);
  const shrunk = new Map(parting.entries.map((one) => [one.sequence, one]));
  return { case: parting.case, entries: before.entries.map((one) => shrunk.get(one.sequence) ?? one) };
}

const without = (before: History, id: string) => leftOf(before, partWith(before, id, closed));

/** What a report is for one of its controllers: its chain of notices, and all that they tell. */
function seenBy(id: string, of: History) {
  const notices = noticesOf(standingOf(of).rounds).filter(({ controller }) => controller.id === id);
  return notices.map(({ controller, number, round: { recipients: _, ...told }, previous }) => ({
    controller,
    number,
    told,
    previous: previous?.sequence,
  }));
}

/** What a report is, whomever it concerns. */
function seenByAll(of: History) {
  const { controllers: _, rounds: __, ...standing } = standingOf(of);
  return standing;
}

const isNamed = (of: History) => {
  const parts = [of.case, ...of.entries];
  return parts.some(({ controllers = [] }) => controllers.some(({ id }) => id === gone.id));
};

const parts = fc.subarray(all);

/** Moves of which each that the report's state allows becomes an entry, an hour after the one before. */
const moves = fc.array(
  fc.record({
    move: fc.constantFrom(...(Object.keys(breachMoves) as BreachMove[]), "assign", "update"),
    named: fc.subarray(all, { minLength: 1 }),
    only: fc.boolean(),
    vouched: fc.boolean(),
    /** Entries of earlier releases do not say whom they concern. */
    says: fc.boolean(),
    note: fc.option(fc.constantFrom("Eén.", "Twee.", "Drie."), { nil: undefined }),
  }),
  { maxLength: 12 },
);

const anyHistory: fc.Arbitrary<History> = fc
  .record({
    began: fc.constantFrom("held" as const, "confirmed" as const),
    controllers: parts,
    organisation: fc.option(fc.constant("De bakker"), { nil: undefined }),
    moves,
  })
  .map(({ began, controllers, organisation, moves }) => {
    const isBare = controllers.length === 0;
    const of = caseOf(isBare ? "held" : began, controllers, isBare ? "De bakker" : organisation);
    const entries: Partial<BreachEntry>[] = [];
    for (const { move, named, only, vouched, says, note } of moves) {
      const { state, controllers } = standingOf(history(of, ...entries));
      const ids = [...controllers, ...(move === "assign" ? named : [])].map(({ id }) => id);
      const said = says && ids.length > 0 && { concerns: [...new Set(ids)] };
      if (!after(state, move) || (move === "confirm" && controllers.length === 0)) continue;
      if (move === "assign")
        entries.push({ move, ...byDesk, controllers: named, only: only && state === "held", ...said });
      else if (move === "update")
        entries.push({ move, vouched, note, changes: { cause: `${entries.length}` }, ...said });
      else entries.push({ move, ...byDesk, note, ...said });
    }
    return history(of, ...entries);
  });

/** A report that goes on without the controller, and how it then does. */
const anyLoss = anyHistory
  .map((before) => ({ before, parting: partWith(before, gone.id, closed) }))
  .filter(({ parting }) => parting.kind === "loses")
  .map(({ before, parting }) => ({ before, parting, left: leftOf(before, parting) }));

describe("a report of several controllers, without one of them,", () => {
  test("names it nowhere", () => {
    fc.assert(
      fc.property(anyLoss, ({ left }) => {
        expect(JSON.stringify(left)).not.toContain(`"${gone.id}"`);
        expect(JSON.stringify(left)).not.toContain(gone.name);
      }),
    );
  });

  test("is in its chain no more, and in those of the others as it was", () => {
    fc.assert(
      fc.property(anyLoss, ({ before, left }) => {
        for (const [n, entry] of before.entries.entries()) {
          const others = chainsOf(entry).filter((chain) => chain !== chainOf(gone.id));
          expect(chainsOf(left.entries[n] ?? {})).toEqual(others.length > 0 ? others : ["processor"]);
        }
      }),
    );
  });

  // F12
  test("is to each of the others what it was", () => {
    fc.assert(
      fc.property(anyLoss, ({ before, left }) => {
        expect(seenByAll(left)).toEqual(seenByAll(before));
        const others = standingOf(before).controllers.filter(({ id }) => id !== gone.id);
        expect(standingOf(left).controllers).toEqual(others);
        for (const { id } of [neighbour, third]) expect(seenBy(id, left)).toEqual(seenBy(id, before));
      }),
    );
  });

  test("is gone exactly when it concerned that one and nobody else, not even somebody unknown", () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(anyHistory, (before) => {
        const { controllers, organisationUnknown } = standingOf(before);
        const isAlone = !organisationUnknown && controllers.every(({ id }) => id === gone.id);
        const { kind } = partWith(before, gone.id, closed);
        expect(kind).toBe(isAlone && isNamed(before) ? "goes" : "loses");
        kinds.add(kind);
      }),
      { numRuns: 200 },
    );
    expect([...kinds].toSorted()).toEqual(["goes", "loses"]);
  });

  // F13
  test("names on its case that one and nobody else, where it goes", () => {
    const anyEnd = anyHistory
      .map((before) => partWith(before, gone.id, closed))
      .filter((parting) => parting.kind === "goes");
    fc.assert(
      fc.property(anyEnd, ({ case: of }) => {
        expect(of.controllers).toEqual([gone]);
        expect(new Set(namedControllers(of))).toEqual(new Set([gone.id]));
      }),
    );
  });

  test("stays as it is where it names that one since its intake was closed", () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(14), (before, hours) => {
        const since = new Date(Date.parse(before.case.receivedAt) + hours * 3_600_000).toISOString();
        const namings = [
          ...(isNamed({ ...before, entries: [] }) ? [before.case.receivedAt] : []),
          ...before.entries
            .filter(({ controllers = [] }) => controllers.some(({ id }) => id === gone.id))
            .map(({ at }) => at),
        ];
        const isLate = namings.some((at) => Date.parse(at) >= Date.parse(since));
        expect(partWith(before, gone.id, since).kind === "late").toBe(isLate);
      }),
    );
  });

  test("changes nothing more when it is taken out again, whoever else is", () => {
    fc.assert(
      fc.property(anyLoss, ({ before, parting, left }) => {
        expect(partWith(left, gone.id, closed)).toEqual({
          kind: "loses",
          changed: false,
          case: left.case,
          entries: [],
        });
        expect(parting).toHaveProperty("changed", isNamed(before));
      }),
    );
  });

  test("comes to the same, whoever is taken out first", () => {
    fc.assert(
      fc.property(anyHistory, (before) => {
        const first = partWith(before, gone.id, closed);
        const second = partWith(before, neighbour.id, closed);
        fc.pre(first.kind === "loses" && second.kind === "loses");
        const then = partWith(leftOf(before, first), neighbour.id, closed);
        const otherwise = partWith(leftOf(before, second), gone.id, closed);
        expect(then.kind).toBe(otherwise.kind);
        if (then.kind !== "loses") return;
        expect(leftOf(leftOf(before, first), then)).toEqual(leftOf(leftOf(before, second), otherwise));
      }),
    );
  });

  test("gives the entries that named it, and no others", () => {
    const before = history(
      caseOf("confirmed", [neighbour]),
      { move: "assign", ...byDesk, controllers: [third] },
      { move: "assign", ...byDesk, controllers: [gone, third] },
      { note: "Nieuws.", concerns: [neighbour.id, third.id, gone.id] },
      { note: "Van een eerdere versie." },
    );
    const parting = partWith(before, gone.id, closed);
    expect(parting).toEqual({
      kind: "loses",
      changed: true,
      case: before.case,
      entries: [
        { ...before.entries[1], controllers: [third] },
        { ...before.entries[2], concerns: [neighbour.id, third.id] },
      ],
    });
  });

  test("has still something to lose where only an entry says that it concerns that one", () => {
    const before = history(caseOf("confirmed", [third]), { concerns: [gone.id] });
    expect(partWith(before, gone.id, closed)).toEqual({
      kind: "loses",
      changed: true,
      case: before.case,
      entries: [{ ...before.entries[0], concerns: [] }],
    });
  });
});

describe("taking a controller out of a report", () => {
  const assigned = (...controllers: Party[]) => ({ move: "assign" as const, ...byDesk, controllers });

  test.each<[string, Parting["kind"], History]>([
    ["that is its alone", "goes", history(caseOf("confirmed", [gone]))],
    ["that is held, and its alone", "goes", history(caseOf("held", [gone]))],
    [
      "that was dismissed",
      "goes",
      history(caseOf("held", [gone]), { move: "dismiss", ...byDesk, because: "Vals." }),
    ],
    [
      "that was concluded and withdrawn",
      "goes",
      history(caseOf("confirmed", [gone]), { move: "conclude", ...byDesk }, { move: "withdraw", ...byDesk }),
    ],
    [
      "of somebody whom only that one was found to be",
      "goes",
      history(caseOf("held", [], "De bakker"), assigned(gone)),
    ],
    [
      "of which only that one was left",
      "goes",
      history(caseOf("held", [gone, third]), { ...assigned(gone), only: true }),
    ],
    [
      "that was found to concern only somebody else",
      "loses",
      history(caseOf("held", [gone]), { ...assigned(third), only: true }),
    ],
    ["that names somebody unknown too", "loses", history(caseOf("confirmed", [gone], "De bakker"))],
    ["of two", "loses", history(caseOf("confirmed", [gone, third]))],
    ["of somebody else", "loses", history(caseOf("confirmed", [neighbour]))],
    ["that nobody was ever named in", "loses", history(caseOf("held", [], "De bakker"))],
  ])("%s: it %s", (_, kind, before) => {
    expect(partWith(before, gone.id, closed).kind).toBe(kind);
  });

  test("takes the words for it along, once it was found for them", () => {
    const words = (before: History) => without(before, gone.id).case.report.organisation;
    const unknown = caseOf("confirmed", [third], "Voorbeeld");
    expect(words(history(unknown, assigned(gone, neighbour)))).toBeUndefined();
    expect(words(history(unknown, assigned(neighbour), assigned(gone)))).toBe("Voorbeeld");
    expect(words(history(unknown))).toBe("Voorbeeld");
  });

  test("does not make a report wait for anybody, nor tell the others anything anew", () => {
    const before = history(
      caseOf("held", [third], "Voorbeeld"),
      { move: "confirm", ...byDesk },
      assigned(gone),
      { note: "Nieuws." },
    );
    const left = without(before, gone.id);
    expect(standingOf(left)).not.toHaveProperty("waiting");
    expect(seenBy(third.id, left)).toEqual(seenBy(third.id, before));
  });
});

describe("an item of a report", () => {
  const [, other] = parties;

  test.each<[string, Record<string, unknown>]>([
    ["a case that concerns it", caseOf("held", [neighbour, gone])],
    ["a report that named it", { report: { controllerIds: [neighbour.id, gone.id] } }],
    ["an entry that assigns it", { controllers: [gone] }],
    ["an entry that concerns it", { concerns: [neighbour.id, gone.id] }],
    ["a mail to it", noticeDelivery()],
  ])("names a controller: %s", (_, item) => {
    expect(namesController(item, gone.id)).toBe(true);
  });

  // F12
  test.each<[string, Record<string, unknown>]>([
    ["a case of others", caseOf("held", [neighbour, ...(other ? [other] : [])])],
    ["a mail to its neighbour", noticeDelivery({ controllerId: neighbour.id })],
    ["an entry that names nobody", history(breachCase(), {}).entries[0] ?? {}],
    ["an empty item", {}],
    ["an entry that concerns its neighbour", { concerns: [neighbour.id] }],
    ["another form of the same fields", { controllers: gone.id, report: gone.id, concerns: gone.id }],
    ["lists of something else", { controllers: [null, gone.id], report: { controllerIds: gone.id } }],
  ])("does not name it: %s", (_, item) => {
    expect(namesController(item, gone.id)).toBe(false);
  });
});
