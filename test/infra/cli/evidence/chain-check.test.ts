import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Entry, hashLine, lineOf } from "../../../../shared/evidence/entry.ts";
import { treeRoot } from "../../../../shared/evidence/merkle-tree.ts";
import { chainOfChanges, chainOfLength, entryAfter, nthChange } from "../../../support/evidence.ts";
import { checkLines, keptHead } from "./check-lines.ts";

const tenLines = chainOfLength(10);

/** The n-th line with something changed in its entry, which is not recorded in the lines after it. */
function edited(lines: readonly string[], n: number, change: Partial<Entry>): string[] {
  const entry: Entry = JSON.parse(lines[n - 1] ?? "");
  return lines.with(n - 1, lineOf({ ...entry, ...change }));
}

/** The chain from the n-th line on as it would be had another change taken place there: every hash is right. */
function rewritten(lines: readonly string[], n: number): string[] {
  const changes = lines.map((line): Entry => JSON.parse(line));
  const told = changes.map(({ reference, item, revision, change }, i) => {
    return { reference, item, revision, change, ...(i === n - 1 && { at: "2026-11-22T00:00:00.500Z" }) };
  });
  return chainOfChanges(told);
}

async function onlyFinding(lines: readonly string[], heads = [keptHead(tenLines)]) {
  const { findings } = await checkLines(lines, { heads });
  expect(findings.count).toBe(1);
  return findings.list[0];
}

describe("a chain as it was recorded", () => {
  test("is right, whatever the pieces it comes in", async () => {
    for (const pieceSize of [1, 3, 10, 100]) {
      const report = await checkLines(tenLines, { heads: [keptHead(tenLines)], pieceSize });
      expect(report.findings).toEqual({ list: [], count: 0 });
      expect(report.chains).toMatchObject([
        {
          entries: 10,
          head: { sequence: 10, hash: hashLine(tenLines[9] ?? "") },
          root: treeRoot(tenLines.map((line) => hashLine(line))),
        },
      ]);
    }
  });

  test("is right when it has no entry", async () => {
    const { findings, chains } = await checkLines([]);
    expect(findings.count).toBe(0);
    expect(chains[0]).toMatchObject({ entries: 0, head: { sequence: 0 }, root: treeRoot([]) });
  });
});

// G1
describe("a chain that was tampered with: the first bad entry is named", () => {
  test("an edited entry", async () => {
    const found = await onlyFinding(edited(tenLines, 4, { digest: hashLine("another") }));
    expect(found).toMatchObject({ code: "edited", sequence: 4 });
  });

  test.each([
    ["previous", { previous: hashLine("another") }],
    ["sequence", { sequence: 7 }],
    ["sequence", { sequence: 2 }],
    ["sequence", { sequence: 400 }],
    ["at", { at: "2026-11-22T00:00:03.999Z" }],
    ["kind", { kind: "request" }],
  ])("an entry of which only `%s` was edited", async (_field, change) => {
    expect(await onlyFinding(edited(tenLines, 4, change))).toMatchObject({ code: "edited", sequence: 4 });
  });

  test("an edited first entry", async () => {
    for (const change of [{ kind: "request" }, { previous: hashLine("another") }, { sequence: 2 }]) {
      expect(await onlyFinding(edited(tenLines, 1, change))).toMatchObject({ code: "edited", sequence: 1 });
    }
  });

  test("an edited last entry, by the head in a mail", async () => {
    const found = await onlyFinding(edited(tenLines, 10, { kind: "request" }));
    expect(found).toMatchObject({ code: "rewritten", sequence: 10 });
    const unlinked = await onlyFinding(edited(tenLines, 10, { previous: hashLine("another") }));
    expect(unlinked).toMatchObject({ code: "edited", sequence: 10 });
  });

  test("two entries in each other's place", async () => {
    const [one = "", two = ""] = tenLines.slice(4, 6);
    const found = await onlyFinding(tenLines.with(4, two).with(5, one));
    expect(found).toMatchObject({ code: "reordered", sequence: 5 });
  });

  test("entries that were deleted, also the first", async () => {
    expect(await onlyFinding(tenLines.toSpliced(4, 3))).toMatchObject({ code: "deleted", sequence: 5 });
    expect(await onlyFinding(tenLines.slice(1))).toMatchObject({ code: "deleted", sequence: 1 });
  });

  test("an entry that is there twice, wherever", async () => {
    const third = tenLines[2] ?? "";
    for (const at of [0, 1, 2, 3, 4, 9, 10]) {
      const found = await onlyFinding(tenLines.toSpliced(at, 0, third));
      expect(found).toMatchObject({ code: "duplicated", sequence: 3 });
    }
  });

  test("a fork, whichever branch comes first", async () => {
    const before = { sequence: 4, hash: hashLine(tenLines[3] ?? "") };
    const rival = lineOf(entryAfter(before, { ...nthChange(4), kind: "request" }));
    for (const at of [4, 5, 10]) {
      const found = await onlyFinding(tenLines.toSpliced(at, 0, rival));
      expect(found).toMatchObject({ code: "forked", sequence: 5 });
    }
  });

  test("a line that is no entry, has no end, or is too long", async () => {
    const huge = `{"at":"${"x".repeat(1024 * 1024)}`;
    expect(await onlyFinding(tenLines.with(6, "{}"))).toMatchObject({ code: "malformed", sequence: 7 });
    expect(await onlyFinding(tenLines.with(6, huge))).toMatchObject({ code: "too-long", sequence: 7 });
    expect(await onlyFinding(tenLines.with(6, ""))).toMatchObject({ code: "malformed", sequence: 7 });
  });
});

// G2, G3
describe("a chain that is right in itself, against heads that somebody else keeps", () => {
  test("its tail was cut: the first entry that is missing is named", async () => {
    const found = await onlyFinding(tenLines.slice(0, 7));
    expect(found).toMatchObject({ code: "cut", sequence: 8 });
    expect(found?.message).toContain("the mail has entry 10");
  });

  test("all of it was cut", async () => {
    expect(await onlyFinding([])).toMatchObject({ code: "cut", sequence: 1 });
  });

  test("it was rewritten with valid hashes: it says since when", async () => {
    const heads = [3, 6, 9].map((sequence) => keptHead(tenLines, sequence));
    const found = await onlyFinding(rewritten(tenLines, 5), heads);
    expect(found).toMatchObject({ code: "rewritten", sequence: 6 });
    expect(found?.message).toContain("right up to entry 3");
  });

  test("a head has its hash and another root", async () => {
    const found = await onlyFinding(tenLines, [{ ...keptHead(tenLines, 4), root: treeRoot([]) }]);
    expect(found).toMatchObject({ code: "rewritten", sequence: 4 });
  });
});

// G7
test("times that go backwards are flagged, and the chain is right", async () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 0, 0, seconds)).toISOString();
  const times = [1, 5, 4, 6].map((seconds, i) => ({ ...nthChange(i), at: at(seconds) }));
  const { findings, flagged } = await checkLines(chainOfChanges(times));
  expect(findings.count).toBe(0);
  expect(flagged).toMatchObject({ count: 1, list: [{ code: "clock", sequence: 3 }] });
});

test("entries without a digest are flagged once, and the chain is right", async () => {
  const told = Array.from({ length: 4 }, (_, i) => ({
    ...nthChange(i),
    ...(i > 1 && { digest: undefined }),
  }));
  const { findings, flagged } = await checkLines(chainOfChanges(told));
  expect(findings.count).toBe(0);
  expect(flagged).toMatchObject({ count: 1, list: [{ code: "undigested", sequence: 3 }] });
  expect(flagged.list[0]?.message).toContain("2 entries, the first of them 3");
});

// G1, G2
describe("whatever the chain and wherever it is tampered with", () => {
  /** A chain, and two different places in it, the first one first. */
  const chains = fc
    .integer({ min: 2, max: 24 })
    .chain((length) => fc.tuple(fc.constant(chainOfLength(length)), places(length)));

  function places(length: number) {
    const place = fc.integer({ min: 1, max: length });
    return fc.tuple(place, place).filter(([a, b]) => a < b);
  }

  async function named(lines: readonly string[], whole: readonly string[], finding: object): Promise<void> {
    expect(await onlyFinding(lines, [keptHead(whole)])).toMatchObject(finding);
  }

  const holds = (check: (lines: string[], first: number, second: number) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(chains, ([lines, [first, second]]) => check(lines, first, second)),
      { numRuns: 60 },
    );

  test("an edited entry is named", () =>
    holds((lines, place) =>
      named(edited(lines, place, { kind: "request" }), lines, { code: "edited", sequence: place }),
    ));

  test("the first of the deleted entries is named", () =>
    holds((lines, first, second) =>
      named(lines.toSpliced(first - 1, second - first), lines, { code: "deleted", sequence: first }),
    ));

  test("the first entry out of order is named, where one was moved on or back", () =>
    holds(async (lines, first, second) => {
      const [early = "", late = ""] = [lines[first - 1], lines[second - 1]];
      const onwards = lines.toSpliced(first - 1, 1).toSpliced(second - 1, 0, early);
      const back = lines.toSpliced(second - 1, 1).toSpliced(first - 1, 0, late);
      for (const moved of [onwards, back]) {
        await named(moved, lines, { code: "reordered", sequence: first });
      }
    }));

  test("an entry that is there twice is named", () =>
    holds(async (lines, first, second) => {
      await named(lines.toSpliced(second, 0, lines[first - 1] ?? ""), lines, {
        code: "duplicated",
        sequence: first,
      });
      await named(lines.toSpliced(first - 1, 0, lines[second - 1] ?? ""), lines, {
        code: "duplicated",
        sequence: second,
      });
    }));

  test("a fork is named", () =>
    holds(async (lines, place) => {
      const before = place === 1 ? "0".repeat(64) : hashLine(lines[place - 2] ?? "");
      const told = { ...nthChange(place - 1), kind: "request" };
      const rival = lineOf(entryAfter({ sequence: place - 1, hash: before }, told));
      await named(lines.toSpliced(place, 0, rival), lines, { code: "forked", sequence: place });
    }));

  test("the first of the entries that are cut off is named", () =>
    holds((lines, place) => named(lines.slice(0, place), lines, { code: "cut", sequence: place + 1 })));

  test("a chain rewritten with valid hashes differs from a head after that, and from none before", () =>
    holds(async (lines, first, second) => {
      const heads = [second, first].map((sequence) => keptHead(lines, sequence));
      const found = await onlyFinding(rewritten(lines, second), heads);
      expect(found).toMatchObject({ code: "rewritten", sequence: second });
      expect(found?.message).toContain(`right up to entry ${first}`);
    }));
});
