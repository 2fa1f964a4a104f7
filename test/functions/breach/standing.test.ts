import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  after,
  type BreachEntry,
  type BreachMove,
  breachMoves,
  type History,
} from "../../../functions/breach/breach.ts";
import { noticesOf } from "../../../functions/breach/notice/chain.ts";
import type { Facts } from "../../../functions/breach/report.ts";
import { factsOf, newFacts, standingOf } from "../../../functions/breach/standing.ts";
import { attachment } from "../../support/attachments.ts";
import { breachCase, history, parties, report } from "../../support/breaches.ts";

const operator = "arn:aws:iam::000000000000:user/operator";
const third = { id: "derde-bv", name: "Derde B.V." };
const confirmed = breachCase();
const held = breachCase({ began: "held" });

const byDesk = (move: BreachMove, more: Partial<BreachEntry> = {}): Partial<BreachEntry> => ({
  move,
  by: operator,
  vouched: true,
  ...more,
});
const told = (changes: Facts, more: Partial<BreachEntry> = {}): Partial<BreachEntry> => ({
  changes,
  ...more,
});
const claimed = (changes: Facts, more: Partial<BreachEntry> = {}): Partial<BreachEntry> => ({
  changes,
  vouched: false,
  ...more,
});

/** How the reporter's file came, and how malware was found in it. */
const file = (id = "0123456789ab", more: Partial<BreachEntry> = {}): Partial<BreachEntry> => ({
  move: "attach",
  attachment: attachment({ id }),
  ...more,
});
const strangersFile = (id?: string) => file(id, { vouched: false });
const threat = (id = "0123456789ab") =>
  file(id, { move: "withhold", by: "scan", attachment: attachment({ id, scan: "threat" }) });

/** Each notice as `id number type`. */
const chain = (of: History) =>
  noticesOf(standingOf(of).rounds).map(
    ({ controller, number, round }) => `${controller.id} ${number} ${round.type}`,
  );

describe("a confirmed report", () => {
  test("is told to every controller at once, and waits for nobody", () => {
    const { state, revision, waiting, rounds, facts } = standingOf(history(confirmed));
    expect({ state, revision, waiting }).toEqual({ state: "confirmed", revision: 0, waiting: undefined });
    expect(rounds).toEqual([
      { sequence: 0, type: "initial", facts: factsOf(report()), notes: [], recipients: parties },
    ]);
    expect(facts).not.toHaveProperty("reporter");
  });

  test("that names an unknown organisation too is told to the others while the desk looks for it", () => {
    const of = breachCase({ report: report({ organisation: "Derde" }) });
    expect(standingOf(history(of))).toMatchObject({
      organisationUnknown: true,
      waiting: { since: of.receivedAt, sequences: [0], updates: [], facts: factsOf(of.report) },
    });
    const found = history(of, byDesk("assign", { controllers: [third, ...parties] }));
    expect(standingOf(found)).toMatchObject({ organisationUnknown: false, controllers: [...parties, third] });
    expect(standingOf(found)).not.toHaveProperty("waiting");
    expect(chain(found)).toEqual(["voorbeeld-bv 1 initial", "example-ltd 1 initial", "derde-bv 1 initial"]);
  });

  test("tells a controller that comes later all that the others were told", () => {
    const rounds = standingOf(
      history(
        confirmed,
        told({ cause: "Een nieuwe oorzaak." }, { note: "Eén." }),
        byDesk("assign", { controllers: [third] }),
        byDesk("assign", { controllers: [{ id: "vierde-bv", name: "Vierde B.V." }] }),
      ),
    ).rounds;
    expect(rounds.at(-1)).toMatchObject({
      facts: { cause: "Een nieuwe oorzaak." },
      notes: ["Eén."],
      recipients: [{ id: "vierde-bv" }],
    });
  });

  test("does not tell anybody anew who is assigned again", () => {
    expect(chain(history(confirmed, byDesk("assign", { controllers: parties })))).toHaveLength(2);
  });

  test("is followed up with what a known reporter or the desk adds", () => {
    const of = history(
      confirmed,
      told({ consequences: "Post." }, { note: "Eén." }),
      byDesk("update", { note: "Twee." }),
    );
    const { rounds } = standingOf(of);
    expect(rounds.map(({ type, notes }) => [type, ...notes])).toEqual([
      ["initial"],
      ["follow_up", "Eén."],
      ["follow_up", "Twee."],
    ]);
    expect(rounds[0]?.facts.consequences).toBeUndefined();
    expect(rounds[2]?.facts.consequences).toBe("Post.");
  });

  // B1
  test("keeps what a stranger adds for the desk, which lets it out as one follow-up", () => {
    const waits = history(
      confirmed,
      claimed({ cause: "Eén." }, { note: "A." }),
      claimed({ endedAt: "2026-11-22T12:00Z" }),
    );
    expect(standingOf(waits).waiting).toEqual({
      since: waits.entries[0]?.at,
      sequences: [1, 2],
      updates: [1, 2],
      facts: { ...factsOf(report()), cause: "Eén.", endedAt: "2026-11-22T12:00Z" },
    });
    expect(standingOf(waits).facts).toEqual(factsOf(report()));
    expect(chain(waits)).toHaveLength(2);

    const { rounds, waiting } = standingOf({ ...waits, entries: [...waits.entries, ...release(3)] });
    expect(waiting).toBeUndefined();
    expect(rounds.at(-1)).toMatchObject({
      sequence: 3,
      type: "follow_up",
      facts: { cause: "Eén.", endedAt: "2026-11-22T12:00Z" },
      notes: ["A."],
    });
  });

  // B1
  test("is told in the order in which things were said, not in which they were let out", () => {
    const of = history(
      confirmed,
      claimed({ cause: "Oud.", consequences: "Post." }),
      byDesk("update", { changes: { cause: "Nieuw." } }),
      byDesk("release"),
    );
    const { facts, rounds } = standingOf(of);
    expect(facts).toMatchObject({ cause: "Nieuw.", consequences: "Post." });
    expect(rounds.at(-1)).toMatchObject({ sequence: 3, type: "follow_up", facts });
    const waits = standingOf({ ...of, entries: of.entries.slice(0, 2) });
    expect(waits.facts).toMatchObject({ cause: "Nieuw." });
    expect(waits.facts).not.toHaveProperty("consequences");
    expect(waits.waiting?.facts).toEqual(facts);
  });

  test("forgets the updates that the desk drops, and only where none waits the organisation that is unknown", () => {
    const of = breachCase({ report: report({ organisation: "Derde" }) });
    const discard = byDesk("discard", { because: "Onzin." });
    const dropped = standingOf(history(of, claimed({ cause: "Onzin." }), discard));
    expect(dropped).toMatchObject({
      state: "confirmed",
      organisationUnknown: true,
      waiting: { sequences: [0], updates: [], facts: factsOf(of.report) },
    });
    expect(dropped).not.toHaveProperty("because");
    expect(dropped.facts).toEqual(factsOf(report()));

    const givenUp = standingOf(history(of, claimed({ cause: "Onzin." }), discard, discard));
    expect(givenUp).toMatchObject({ state: "confirmed", organisationUnknown: false });
    expect(givenUp).not.toHaveProperty("waiting");
  });

  test("tells nothing when there is nothing to let out, and still waits for the organisation", () => {
    const of = breachCase({ report: report({ organisation: "Derde" }) });
    const { rounds, waiting } = standingOf(history(of, byDesk("release")));
    expect(rounds).toHaveLength(1);
    expect(waiting?.sequences).toEqual([0]);
  });

  test("is concluded with the last that is known, and withdrawn with the reason", () => {
    const of = history(
      confirmed,
      { move: "conclude", changes: { approximateRecords: { min: 3, max: 3 } }, note: "Klaar.", final: true },
      byDesk("withdraw", { because: "Vals alarm." }),
    );
    expect(standingOf(of)).toMatchObject({ state: "withdrawn", because: "Vals alarm.", revision: 2 });
    expect(standingOf(of).rounds.slice(1)).toMatchObject([
      { type: "concluding", facts: { approximateRecords: { min: 3, max: 3 } }, notes: ["Klaar."] },
      { type: "withdrawn", because: "Vals alarm.", notes: [] },
    ]);
  });

  test("that has ended is no longer going on", () => {
    const ongoing = breachCase({ report: report({ ongoing: true }) });
    const endedAt = "2026-11-22T12:00:00Z";
    expect(standingOf(history(ongoing, told({ endedAt }))).facts).toMatchObject({ endedAt, ongoing: false });
    expect(standingOf(history(ongoing, told({ endedAt, ongoing: true }))).facts.ongoing).toBe(true);
    expect(standingOf(history(confirmed, told({ endedAt }))).facts).not.toHaveProperty("ongoing");
  });
});

describe("a held report", () => {
  // B1
  test("tells nobody, and waits for the desk with all that its reporter adds", () => {
    const of = history(
      held,
      claimed({ cause: "Eén." }),
      told({ consequences: "Twee." }),
      byDesk("update", { changes: { measuresTaken: "Drie." } }),
      byDesk("assign", { controllers: [third] }),
    );
    const { state, rounds, waiting, facts } = standingOf(of);
    expect({ state, rounds }).toEqual({ state: "held", rounds: [] });
    expect(waiting).toEqual({ since: held.receivedAt, sequences: [0, 1, 2], updates: [1, 2], facts });
    expect(facts).toMatchObject({ cause: "Eén.", consequences: "Twee.", measuresTaken: "Drie." });
  });

  test("tells everybody everything once it is confirmed", () => {
    const of = history(
      held,
      claimed({ cause: "Eén." }, { note: "A." }),
      byDesk("assign", { controllers: [third] }),
      byDesk("confirm"),
    );
    expect(standingOf(of)).toMatchObject({
      state: "confirmed",
      rounds: [
        {
          sequence: 3,
          type: "initial",
          facts: { cause: "Eén." },
          notes: ["A."],
          recipients: [...parties, third],
        },
      ],
    });
    expect(standingOf(of)).not.toHaveProperty("waiting");
  });

  test("that is confirmed while an organisation is still unknown waits on for that one", () => {
    const of = breachCase({ began: "held", report: report({ organisation: "Derde" }) });
    const { waiting, facts } = standingOf(history(of, claimed({ cause: "Eén." }), byDesk("confirm")));
    expect(waiting).toEqual({ since: of.receivedAt, sequences: [0], updates: [], facts });
  });

  test("concerns those alone whom the desk names as all there are", () => {
    const of = breachCase({ began: "held", report: report({ organisation: "Derde" }) });
    const only = byDesk("assign", { controllers: [third], only: true });
    expect(standingOf(history(of, only))).toMatchObject({
      state: "held",
      controllers: [third],
      organisationUnknown: false,
    });
    const more = byDesk("assign", { controllers: parties.slice(0, 1) });
    expect(chain(history(of, only, more, byDesk("confirm")))).toEqual([
      "derde-bv 1 initial",
      "voorbeeld-bv 1 initial",
    ]);
  });

  test("is dismissed with the reason and tells nobody", () => {
    const of = history(held, claimed({ cause: "Eén." }), byDesk("dismiss", { because: "Niet van ons." }));
    expect(standingOf(of)).toMatchObject({ state: "dismissed", because: "Niet van ons.", rounds: [] });
    expect(standingOf(of)).not.toHaveProperty("waiting");
  });
});

describe("a file", () => {
  test("of a known reporter goes to the controllers at once, and makes no notice", () => {
    const of = history(confirmed, file());
    expect(standingOf(of)).toMatchObject({ revision: 1, files: [1] });
    expect(standingOf(of)).not.toHaveProperty("waiting");
    expect(chain(of)).toHaveLength(2);
  });

  // B1
  test("of anybody else waits for the desk, which lets it out without a notice that says nothing", () => {
    const waits = history(confirmed, strangersFile());
    expect(standingOf(waits)).toMatchObject({
      files: [],
      facts: factsOf(report()),
      waiting: { sequences: [1], updates: [1], facts: factsOf(report()) },
    });
    const released = history(confirmed, strangersFile(), byDesk("release"));
    expect(standingOf(released).files).toEqual([1]);
    expect(standingOf(released)).not.toHaveProperty("waiting");
    expect(chain(released)).toHaveLength(2);
  });

  // B1
  test("goes out with the update that waits beside it, and that alone is the follow-up", () => {
    const of = history(confirmed, strangersFile(), claimed({ cause: "Eén." }, { note: "A." }));
    expect(standingOf(of).waiting?.updates).toEqual([1, 2]);
    const { files, rounds } = standingOf({ ...of, entries: [...of.entries, ...release(3)] });
    expect(files).toEqual([1]);
    expect(rounds.at(-1)).toMatchObject({ type: "follow_up", facts: { cause: "Eén." }, notes: ["A."] });
    expect(rounds).toHaveLength(2);
  });

  // B1
  test("that the desk drops is told to nobody, not even when malware is found in it later", () => {
    const discard = byDesk("discard", { because: "Onzin." });
    const of = history(confirmed, strangersFile(), discard, threat(), claimed({ cause: "Eén." }));
    expect(standingOf(of)).toMatchObject({ files: [], waiting: { sequences: [4] } });
    expect(standingOf({ ...of, entries: [...of.entries, ...release(5)] }).files).toEqual([]);
  });

  // B1, D7
  test("in which malware is found while it waits: that waits instead, and is all that the controllers hear", () => {
    const of = history(confirmed, strangersFile(), threat());
    expect(standingOf(of)).toMatchObject({
      files: [],
      heldFiles: [2],
      waiting: { since: of.entries[1]?.at, sequences: [2], updates: [2] },
    });
    expect(standingOf({ ...of, entries: [...of.entries, ...release(3)] }).files).toEqual([2]);
  });

  // D6, D7
  test("in which malware is found after it went out is told to whoever was told of it, also when all is concluded", () => {
    expect(standingOf(history(confirmed, file(), threat())).files).toEqual([1, 2]);
    const concluded = history(confirmed, file(), byDesk("conclude"), threat());
    expect(standingOf(concluded)).toMatchObject({ state: "concluded", files: [1, 3] });
    const withdrawn = history(confirmed, file(), byDesk("withdraw"), threat());
    expect(standingOf(withdrawn)).toMatchObject({ state: "withdrawn", files: [1, 3] });
  });

  test("of a held report waits with it, whoever it is of, and goes out with it", () => {
    const of = history(held, file(), strangersFile("ba9876543210"), threat());
    expect(standingOf(of)).toMatchObject({ files: [], waiting: { sequences: [0, 2, 3] } });
    const told = history(held, ...of.entries, byDesk("confirm", { sequence: 4 }));
    expect(standingOf(told).files).toEqual([2, 3]);
    expect(chain(told)).toEqual(["voorbeeld-bv 1 initial", "example-ltd 1 initial"]);
    const dismissed = history(held, file(), byDesk("dismiss", { because: "Niet van ons." }));
    expect(standingOf(dismissed)).toMatchObject({ state: "dismissed", files: [] });
    const late = standingOf({ ...dismissed, entries: history(held, ...dismissed.entries, threat()).entries });
    expect(late).toMatchObject({ state: "dismissed", files: [], heldFiles: [] });
    expect(late).not.toHaveProperty("waiting");
  });
});

describe("the facts of an update", () => {
  const early = { startedAt: "2026-11-21T10:00Z" };
  const late = { endedAt: "2026-11-20T10:00Z" };
  const contradictory = standingOf(history(confirmed, claimed(early), claimed(late), byDesk("release")));

  test("are those that it holds, and no note", () => {
    expect(newFacts({ cause: "Eén.", ...{ note: "A." } }, standingOf(history(confirmed)))).toEqual({
      cause: "Eén.",
    });
  });

  test("are not refused because of what others said, unless they say when it started or ended", () => {
    expect(contradictory.facts).toMatchObject({ ...early, ...late });
    expect(newFacts({ cause: "Eén." }, contradictory)).toEqual({ cause: "Eén." });
    expect(newFacts({ endedAt: "2026-11-22T10:00Z" }, contradictory)).toEqual({
      endedAt: "2026-11-22T10:00Z",
    });
    for (const told of [early, late]) {
      expect(() => newFacts(told, contradictory)).toThrow(
        expect.objectContaining({ reason: "invalid_input" }),
      );
    }
  });
});

test("a history with a move that its state does not allow is not read", () => {
  expect(() => standingOf(history(held, byDesk("conclude")))).toThrow("a held breach report cannot conclude");
});

function release(sequence: number): readonly BreachEntry[] {
  return history(confirmed, ...Array.from({ length: sequence }, () => byDesk("release"))).entries.slice(-1);
}

const moves = Object.keys(breachMoves) as BreachMove[];
const fileMoves: readonly BreachMove[] = ["attach", "withhold"];
const additions: readonly BreachMove[] = ["update", "attach"];
const texts = fc.constantFrom("A.", "B.", "C.");
const candidates: fc.Arbitrary<Partial<BreachEntry>> = fc
  .record({
    move: fc.constantFrom<BreachMove>("update", "update", ...moves),
    by: fc.constantFrom("reporter", operator),
    vouched: fc.boolean(),
    changes: fc.option(
      fc.record({ cause: texts, consequences: texts, measuresTaken: texts }, { requiredKeys: [] }),
      { nil: undefined },
    ),
    note: fc.option(texts, { nil: undefined }),
    controllers: fc.subarray([...parties, third], { minLength: 1 }),
    only: fc.boolean(),
    id: fc.constantFrom("0123456789ab", "ba9876543210", "cccccccccccc"),
  })
  .map(({ move, by, vouched, changes, note, controllers, only, id }) => ({
    move,
    by,
    vouched: !additions.includes(move) || by === operator || vouched,
    ...(fileMoves.includes(move) && { attachment: attachment({ id }) }),
    ...(changes && (move === "update" || move === "conclude") && { changes }),
    ...(note !== undefined && { note }),
    ...(move === "assign" && { controllers, only }),
  }));

/** A file comes once, and can be withheld once after that. */
function canBeTold(
  { move, attachment: file }: Partial<BreachEntry>,
  before: readonly Partial<BreachEntry>[],
) {
  const told = before.filter(({ attachment: known }) => known && known.id === file?.id);
  return !file || told.length === (move === "attach" ? 0 : 1);
}

/** The history that the allowed ones among any moves make, of a report that begins in either state. */
const histories = fc
  .record({
    began: fc.constantFrom("held" as const, "confirmed" as const),
    controllers: fc.subarray(parties, { minLength: 1 }),
    organisation: fc.option(fc.constant("Derde"), { nil: undefined }),
    tried: fc.array(candidates, { maxLength: 12 }),
  })
  .map(({ began, controllers, organisation, tried }) => {
    const named = organisation === undefined ? {} : { organisation };
    const of = breachCase({ began, controllers, report: report(named) });
    const allowed: Partial<BreachEntry>[] = [];
    for (const candidate of tried) {
      const { state } = standingOf(history(of, ...allowed));
      if (!after(state, candidate.move ?? "update") || !canBeTold(candidate, allowed)) continue;
      const { only, ...rest } = candidate;
      allowed.push(only && state === "held" ? { ...rest, only } : rest);
    }
    return history(of, ...allowed);
  });

/** The history as it was after each of its entries, and before the first. */
const prefixes = ({ case: of, entries }: History) =>
  [...entries.keys(), entries.length].map((n) => ({ case: of, entries: entries.slice(0, n) }));

const always = (holds: (of: History) => void) => fc.assert(fc.property(histories, holds), { numRuns: 300 });

describe("whatever moves a report makes", () => {
  test("whom they say it concerns changes nothing of where it stands, nor of what its mails tell", () => {
    always((of) => {
      const entries = of.entries.map((entry) => ({ ...entry, concerns: ["een-vierde"] }));
      const said = standingOf({ ...of, entries });
      expect(said).toEqual(standingOf(of));
      expect(JSON.stringify(said)).not.toContain("een-vierde");
    });
  });

  test("every controller's notices are numbered from 1 without a gap, and the first is the initial one", () => {
    always((of) => {
      const { rounds, controllers, state } = standingOf(of);
      const chains = Map.groupBy(noticesOf(rounds), ({ controller }) => controller.id);
      for (const ofOne of chains.values()) {
        expect(ofOne.map(({ number }) => number)).toEqual(ofOne.map((_, n) => n + 1));
        expect(ofOne.map(({ round }) => round.type === "initial")).toEqual(ofOne.map((_, n) => n === 0));
        expect(ofOne.map(({ previous }) => previous)).toEqual([
          undefined,
          ...ofOne.slice(0, -1).map(({ round }) => round),
        ]);
      }
      const isTold = state !== "held" && state !== "dismissed";
      expect([...chains.keys()].toSorted()).toEqual(isTold ? controllers.map(({ id }) => id).toSorted() : []);
    });
  });

  test("what was told stays told: each entry only adds to the rounds, with its own number", () => {
    always((of) => {
      const all = standingOf(of).rounds;
      for (const prefix of prefixes(of)) {
        const { rounds } = standingOf(prefix);
        expect(rounds).toEqual(all.slice(0, rounds.length));
      }
      const sequences = all.map(({ sequence }) => sequence);
      expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
    });
  });

  // B1
  test("nothing is told before it is confirmed", () => {
    always((of) => {
      for (const prefix of prefixes(of)) {
        const { state, rounds } = standingOf(prefix);
        if (state === "held" || state === "dismissed") expect(rounds).toEqual([]);
        else expect(rounds.length).toBeGreaterThan(0);
      }
    });
  });

  // B1
  test("what a stranger adds to a confirmed report changes no fact, and waits, until the desk decides", () => {
    always((of) => {
      for (const [n, { move, vouched, sequence }] of of.entries.entries()) {
        const before = standingOf({ ...of, entries: of.entries.slice(0, n) });
        if (!additions.includes(move) || vouched || before.state !== "confirmed") continue;
        const now = standingOf({ ...of, entries: of.entries.slice(0, n + 1) });
        expect(now.facts).toEqual(before.facts);
        expect(now.rounds).toEqual(before.rounds);
        expect(now.files).toEqual(before.files);
        expect(now.waiting?.sequences).toEqual([...(before.waiting?.sequences ?? []), sequence]);
      }
    });
  });

  // B1
  test("a fact is the last that was said of it, among what counts", () => {
    always((of) => {
      const { facts, waiting } = standingOf(of);
      const said = (counts: (entry: BreachEntry) => boolean) => {
        const changes = of.entries.filter(counts).map((entry) => entry.changes);
        return Object.assign({}, factsOf(of.case.report), ...changes);
      };
      const dropped = new Set<number>();
      const undecided = new Set<number>();
      for (const [n, { sequence, move, vouched }] of of.entries.entries()) {
        const { state } = standingOf({ ...of, entries: of.entries.slice(0, n) });
        if (move === "update" && !vouched && state === "confirmed") undecided.add(sequence);
        if (move === "discard" || move === "conclude" || move === "withdraw") {
          for (const waits of undecided) dropped.add(waits);
        }
        if (!["update", "assign", ...fileMoves].includes(move)) undecided.clear();
      }
      expect(facts).toEqual(said(({ sequence }) => !dropped.has(sequence) && !undecided.has(sequence)));
      if (waiting) expect(waiting.facts).toEqual(said(({ sequence }) => !dropped.has(sequence)));
    });
  });

  test("what lets it all out makes the facts those that were shown to wait", () => {
    always((of) => {
      const { state, waiting } = standingOf(of);
      if (!waiting) return;
      const move = state === "held" ? "confirm" : "release";
      const sequence = of.entries.length + 1;
      const released = history(of.case, ...of.entries, byDesk(move, { sequence }));
      expect(standingOf(released).facts).toEqual(waiting.facts);
    });
  });

  test("nobody is told who was assigned away before anything was told", () => {
    always((of) => {
      for (const [n, { move, only, controllers = [] }] of of.entries.entries()) {
        if (move !== "assign" || !only) continue;
        const now = standingOf({ ...of, entries: of.entries.slice(0, n + 1) });
        expect(now).toMatchObject({ state: "held", controllers, organisationUnknown: false, rounds: [] });
      }
    });
  });

  test("what waits is known by its time: the oldest of it", () => {
    always((of) => {
      const { waiting } = standingOf(of);
      const times = [of.case.receivedAt, ...of.entries.map(({ at }) => at)];
      const [first] = waiting?.sequences ?? [];
      expect(waiting?.since).toBe(first === undefined ? undefined : times[first]);
      expect(waiting?.sequences ?? []).toEqual((waiting?.sequences ?? []).toSorted((a, b) => a - b));
      expect(waiting?.updates).toEqual(waiting?.sequences.filter((sequence) => sequence > 0));
    });
  });

  test("an end is an end: nothing follows but a withdrawal of what was concluded, or that a file is withheld, and nothing waits", () => {
    always((of) => {
      const states = prefixes(of).map((prefix) => standingOf(prefix));
      for (const [n, { state, waiting }] of states.entries()) {
        if (state === "held" || state === "confirmed") continue;
        expect(waiting).toBeUndefined();
        const next = of.entries[n]?.move;
        const after = [undefined, "withhold", ...(state === "concluded" ? ["withdraw"] : [])];
        expect(after).toContain(next);
      }
    });
  });

  // B1
  test("no controller knows of a file before the report is confirmed, and what it knows it is not told otherwise", () => {
    always((of) => {
      const all = standingOf(of).files;
      for (const prefix of prefixes(of)) {
        const { state, files } = standingOf(prefix);
        if (state === "held" || state === "dismissed") expect(files).toEqual([]);
        expect(files).toEqual(all.slice(0, files.length));
      }
      expect(new Set(all).size).toBe(all.length);
    });
  });

  // B1, D7
  test("nobody hears of malware in a file who did not know of the file, nor was to be told by the desk", () => {
    always((of) => {
      const idOf = (sequence: number) => of.entries[sequence - 1]?.attachment?.id;
      const withheld = (sequence: number) => of.entries[sequence - 1]?.move === "withhold";
      const unheardOf = standingOf(of).files.filter((sequence) => {
        const before = standingOf({ ...of, entries: of.entries.slice(0, sequence - 1) });
        return (
          withheld(sequence) && ![...before.files, ...before.heldFiles].map(idOf).includes(idOf(sequence))
        );
      });
      expect(unheardOf).toEqual([]);
    });
  });

  // B1, D7
  test("what the desk decides on are the files that wait, each as the last entry about it has it", () => {
    always((of) => {
      const { heldFiles, waiting } = standingOf(of);
      const about = (sequence: number) => of.entries[sequence - 1]?.attachment;
      expect(heldFiles).toEqual((waiting?.sequences ?? []).filter(about));
      for (const sequence of heldFiles) {
        const later = of.entries.slice(sequence).filter(({ move }) => move === "withhold");
        expect(later.map(({ attachment }) => attachment?.id)).not.toContain(about(sequence)?.id);
      }
    });
  });

  test("its revision is the number of its entries", () => {
    always((of) => {
      expect(standingOf(of).revision).toBe(of.entries.length);
    });
  });
});
