import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ChainState,
  type Gone,
  happeningsIn,
  isOlder,
  readBack,
  toBeRepeated,
  unread,
} from "../../../../functions/termination/restore/changes-since.ts";
import type { Change, Entry } from "../../../../shared/evidence/entry.ts";
import { chainOfChanges, type Told } from "../../../support/evidence.ts";

const entriesOf = (...told: Told[]): Entry[] => chainOfChanges(told).map((line) => JSON.parse(line));

const one = (kind: string, reference: string, item: string, change: Change, revision = 1): Told => ({
  kind,
  reference,
  item,
  change,
  revision,
});

/** What becomes of a few items of one controller, one step a second; each may go and come back. */
const steps = fc.array(
  fc.record({
    item: fc.constantFrom("case", "case#000001", "delivery#1"),
    wants: fc.constantFrom("write", "write", "end"),
  }),
  { minLength: 1, maxLength: 40 },
);

type Life = { told: Told[]; states: Map<string, string>[] };

/** The entries of these steps, and what was there after each: of every item, when it was written. */
function lived(taken: readonly { item: string; wants: string }[]): Life {
  const there = new Map<string, { revision: number; writtenAt: string }>();
  const told: Told[] = [];
  const states: Map<string, string>[] = [new Map()];
  for (const { item, wants } of taken) {
    const before = there.get(item);
    if (wants === "end" && !before) continue;
    const revision = (before?.revision ?? 0) + 1;
    const at = new Date(Date.UTC(2026, 10, 22) + told.length * 1_000).toISOString();
    const change = wants === "end" ? "removed" : before ? "changed" : "created";
    told.push({ ...one("request", "DSR-1", item, change, revision), at });
    if (wants === "end") there.delete(item);
    else there.set(item, { revision, writtenAt: at });
    states.push(new Map([...there].map(([name, { writtenAt }]) => [name, writtenAt])));
  }
  return { told, states };
}

/** Reads these entries from their end, in blocks of that size. */
function readAll(entries: readonly Entry[], size: number): { state: ChainState; gone: Gone[] } {
  let state = unread;
  const gone: Gone[] = [];
  for (let end = entries.length; end > 0; end -= size) {
    const read = readBack(state, entries.slice(Math.max(0, end - size), end));
    state = read.state;
    gone.push(...read.gone);
  }
  return { state, gone };
}

// F15
describe("what went since a restore point", () => {
  test("is, of what is restored, exactly what was removed since, wherever the reading stops and however it is cut", () => {
    fc.assert(
      fc.property(steps, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 }), (taken, a, b, size) => {
        const { told, states } = lived(taken);
        const point = a % states.length;
        // The reading may begin too early, never too late.
        const from = b % (point + 1);
        const restored = states[point] ?? new Map<string, string>();
        const { gone } = readAll(entriesOf(...told).slice(from), size);
        const goes = (item: string, writtenAt: string) =>
          gone.some((each) => each.sk === item && isOlder(each, writtenAt));
        const removed = new Set(
          told.slice(point).flatMap(({ item, change }) => (change === "removed" ? item : [])),
        );
        for (const [item, writtenAt] of restored) expect(goes(item, writtenAt)).toBe(removed.has(item));
        expect([...restored.keys()].filter((item) => !removed.has(item))).toEqual(
          [...restored].filter(([item, writtenAt]) => !goes(item, writtenAt)).map(([item]) => item),
        );
      }),
    );
  });

  test("is a report's name, too, and nothing that was only changed", () => {
    const { gone, state } = readBack(
      unread,
      entriesOf(
        one("breach", "BR-1", "case", "left", 3),
        one("delivery", "BR-1", "delivery#notice-1", "removed", 4),
        one("breach", "BR-2", "case", "changed", 2),
        one("request", "DSR-1", "case", "created"),
      ),
    );
    expect(gone.map(({ pk, sk, kind }) => [pk, sk, kind])).toEqual([
      ["BR-1", "case", "breach"],
      ["BR-1", "delivery#notice-1", "delivery"],
    ]);
    expect(state.isDestroying).toBe(true);
  });

  test("counts once where it went twice, at the last time", () => {
    const entries = entriesOf(
      one("request", "DSR-1", "case", "removed", 2),
      one("request", "DSR-1", "case", "created"),
      one("request", "DSR-1", "case", "removed", 2),
    );
    expect(readBack(unread, entries).gone).toMatchObject([{ pk: "DSR-1", at: entries[2]?.at }]);
  });
});

describe("the state of a destruction", () => {
  const stateOf = (...told: Told[]) => readBack(unread, entriesOf(...told)).state;

  test("is none where an agreement was only ended, and taken back", () => {
    const told = [
      one("termination", "AGR-1", "case", "created"),
      one("destruction", "AGR-1", "destruction", "created"),
      one("termination-entry", "AGR-1", "case#000001", "created"),
      one("destruction", "AGR-1", "destruction", "removed", 2),
    ];
    expect(stateOf(...told)).toEqual({ ...unread, agreements: ["AGR-1"] });
  });

  test.each(["DSR-1", "CTR-1", "STM-1", "SUB-1", "INS-1", "AST-1", "AUD-1", "VER-voorbeeld-bv", "BR-1"])(
    "is under way where something of %s was removed",
    (reference) => {
      expect(stateOf(one("any", reference, "case", "removed", 2))).toEqual({ ...unread, isDestroying: true });
    },
  );

  test("is done where a certificate was made, and not where a report was", () => {
    expect(stateOf(one("delivery", "AGR-1", "delivery#certificate-4", "created")).isCertified).toBe(true);
    expect(stateOf(one("delivery", "AGR-1", "delivery#report-4", "created"))).toEqual(unread);
  });

  test("is over where the controller's record was removed", () => {
    expect(stateOf(one("controller", "controllers", "voorbeeld-bv", "removed", 9)).isForgotten).toBe(true);
    expect(stateOf(one("controller", "controllers", "voorbeeld-bv", "changed", 9))).toEqual(unread);
  });

  test("is remembered, whatever is read further back", () => {
    const all: ChainState = {
      agreements: ["AGR-2"],
      isDestroying: true,
      isCertified: true,
      isForgotten: true,
    };
    const earlier = entriesOf(one("termination", "AGR-1", "case", "created"));
    expect(readBack(all, earlier).state).toEqual({ ...all, agreements: ["AGR-1", "AGR-2"] });
  });
});

describe("what somebody has to do again", () => {
  const repeated = (entries: readonly Entry[]) => toBeRepeated(happeningsIn(entries), () => undefined);

  test("is told by what it is, once, and by references alone", () => {
    const happened = repeated(
      entriesOf(
        one("termination", "AGR-0000-0000-0001", "case", "created"),
        one("termination-entry", "AGR-0000-0000-0002", "case#000001", "created"),
        one("destruction", "AGR-0000-0000-0002", "destruction", "removed", 3),
        one("request", "DSR-0000-0000-0001", "case", "created"),
        one("request-entry", "DSR-0000-0000-0002", "case#000001", "created"),
        one("request-entry", "DSR-0000-0000-0002", "case#000002", "created"),
        one("breach", "BR-0000-0000-0001", "case", "joined"),
        one("breach-entry", "BR-0000-0000-0001", "case#000003", "created"),
        one("statement", "STM-0000-0000-0001", "case", "created"),
        one("controller", "controllers", "voorbeeld-bv", "changed", 4),
        one("reporter", "reporters", "reporter0001", "created"),
        one("processor-record", "processor", "statement/measures#000002", "created"),
      ),
    );
    expect(happened).toEqual({
      terminations: ["AGR-0000-0000-0001"],
      withdrawals: ["AGR-0000-0000-0002"],
      cases: ["DSR-0000-0000-0001", "STM-0000-0000-0001"],
      decisions: ["DSR-0000-0000-0002", "BR-0000-0000-0001"],
      records: ["controllers/voorbeeld-bv", "reporters/reporter0001", "processor/statement/measures#000002"],
    });
  });

  test("is nothing that only follows from something else, nor what was removed", () => {
    const happened = repeated(
      entriesOf(
        one("delivery", "DSR-0000-0000-0001", "delivery#request", "created"),
        one("delivery", "AGR-0000-0000-0001", "delivery#termination", "created"),
        one("destruction", "AGR-0000-0000-0001", "destruction", "changed", 2),
        one("contact-change", "CTR-0000-0000-0001", "case", "created"),
        one("digest", "DIG-0000-0000-0001", "case", "created"),
        one("controller-version", "VER-voorbeeld-bv", "000002", "created"),
        one("controller-registry", "controllers", "#registry", "changed", 7),
        one("heartbeat", "evidence", "heartbeat", "changed", 8),
        one("request", "DSR-0000-0000-0001", "case", "removed", 2),
        one("controller", "controllers", "voorbeeld-bv", "removed", 4),
      ),
    );
    expect(happened).toEqual({});
  });

  test("is what the restored table does not hold, and each end of an agreement that was taken back", () => {
    const happenings = happeningsIn(
      entriesOf(
        one("request", "DSR-0000-0000-0001", "case", "created"),
        one("request", "DSR-0000-0000-0002", "case", "created"),
        one("controller", "controllers", "voorbeeld-bv", "changed", 4),
        one("controller", "controllers", "example-ltd", "changed", 4),
        one("destruction", "AGR-0000-0000-0001", "destruction", "removed", 3),
      ),
    );
    const held: Record<string, number> = { "DSR-0000-0000-0001": 2, "voorbeeld-bv": 3, "example-ltd": 4 };
    expect(toBeRepeated(happenings, ({ pk, sk }) => held[pk] ?? held[sk])).toEqual({
      withdrawals: ["AGR-0000-0000-0001"],
      cases: ["DSR-0000-0000-0002"],
      records: ["controllers/voorbeeld-bv"],
    });
  });
});
