import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChainsReport, checkChains } from "../../../../infra/cli/evidence/check-chains.ts";
import { itemCheck } from "../../../../infra/cli/evidence/item-check.ts";
import type { Change } from "../../../../shared/evidence/entry.ts";
import { chainOfChanges, type Told, testChain } from "../../../support/evidence.ts";

const change = (item: string, revision: number, change: Change = "changed"): Told => {
  return { reference: "DSR-1", item, revision, change };
};
const created = (item: string) => change(item, 1, "created");

const declares = (...closes: { item: string; from: number; to?: number }[]): Told => ({
  reference: "evidence",
  item: `gap#${JSON.stringify(closes)}`,
  revision: 1,
  change: "created",
  kind: "evidence-gap",
  closes: closes.map((missing) => ({ reference: "DSR-1", ...missing })),
});

function check(changes: readonly Told[], items = itemCheck()): Promise<ChainsReport> {
  const bytes = Buffer.from(
    chainOfChanges(changes)
      .map((line) => `${line}\n`)
      .join(""),
  );
  const read = async function* () {
    yield bytes;
  };
  return checkChains([{ source: { chain: testChain, read }, heads: [] }], { items });
}

// G5
describe("changes that no entry tells of", () => {
  test("are found, with the entry before which they are missing", async () => {
    const { findings } = await check([created("a"), created("b"), change("a", 4), change("b", 2)]);
    expect(findings).toEqual({
      count: 1,
      list: [
        {
          code: "gap",
          chain: testChain,
          sequence: 3,
          reference: "DSR-1",
          item: "a",
          from: 2,
          to: 3,
          message: "Before entry 3, no entry tells of revision 2 to 3 of DSR-1 a.",
        },
      ],
    });
  });

  test("are no failure where a later entry declares them missing", async () => {
    const { findings, declared } = await check([
      created("a"),
      change("a", 4),
      created("b"),
      created("b"),
      declares({ item: "a", from: 2, to: 3 }, { item: "b", from: 2 }),
      change("a", 5),
    ]);
    expect(findings.count).toBe(0);
    expect(declared).toMatchObject({
      count: 2,
      list: [
        { sequence: 2, item: "a", from: 2, to: 3 },
        { sequence: 4, item: "b", from: 2 },
      ],
    });
    expect(declared.list[0]?.message).toContain("entry 5 declares so");
  });

  // G5
  test("are no failure either where they show only after the entry that declares them missing", async () => {
    const { findings, declared } = await check([
      created("a"),
      declares({ item: "a", from: 2, to: 3 }, { item: "b", from: 1, to: 2 }),
      change("a", 4),
      change("b", 3),
    ]);
    expect(findings.count).toBe(0);
    expect(declared).toMatchObject({
      count: 2,
      list: [
        { sequence: 3, item: "a", from: 2, to: 3 },
        { sequence: 4, item: "b", from: 1, to: 2 },
      ],
    });
    expect(declared.list[0]?.message).toContain("entry 2 declares so");
  });

  test("stay a failure where an earlier declaration ends before they do", async () => {
    const { findings } = await check([created("a"), declares({ item: "a", from: 2, to: 3 }), change("a", 5)]);
    expect(findings).toMatchObject({ count: 1, list: [{ code: "gap", item: "a", from: 2, to: 4 }] });
  });

  test.each([
    ["is of another item", [created("a"), change("a", 4), declares({ item: "b", from: 2, to: 3 })]],
    ["names too few", [created("a"), change("a", 4), declares({ item: "a", from: 3, to: 3 })]],
    ["has an end and they have none", [created("a"), created("a"), declares({ item: "a", from: 2, to: 3 })]],
    [
      "is no declaration",
      [created("a"), change("a", 4), { ...declares({ item: "a", from: 2, to: 3 }), kind: "request" }],
    ],
  ])("stay a failure where the declaration %s", async (_how, changes) => {
    const { findings, declared } = await check(changes);
    expect(findings).toMatchObject({ count: 1, list: [{ code: "gap", item: "a" }] });
    expect(declared.count).toBe(0);
  });

  test("an entry that tells of a change again cannot be declared away", async () => {
    const { findings } = await check([
      created("a"),
      change("a", 2),
      change("a", 2),
      declares({ item: "a", from: 1 }),
    ]);
    expect(findings).toMatchObject({ count: 1, list: [{ code: "repeated", sequence: 3, from: 2 }] });
  });

  test("are not told of in a chain that is broken, whose end might declare them", async () => {
    const lines = chainOfChanges([created("a"), change("a", 4), created("b"), created("c")]);
    const read = async function* () {
      yield Buffer.from(
        lines
          .toSpliced(2, 1)
          .map((line) => `${line}\n`)
          .join(""),
      );
    };
    const { findings } = await checkChains([{ source: { chain: testChain, read }, heads: [] }]);
    expect(findings).toMatchObject({ count: 1, list: [{ code: "deleted", sequence: 3 }] });
  });
});

describe("with less memory than there are items", () => {
  const changes = fc.array(
    fc.record({
      reference: fc.constantFrom("DSR-1", "DSR-2"),
      item: fc.constantFrom(..."abcdefghijklmnop"),
      revision: fc.integer({ min: 1, max: 3 }),
      change: fc.constantFrom<Change>("created", "changed", "removed"),
    }),
    { minLength: 20, maxLength: 60 },
  );

  test("every gap is found and told of once, in several passes, until a pass has found something", () =>
    fc.assert(
      fc.asyncProperty(changes, async (told) => {
        const all = await check(told);
        const some = await check(told, itemCheck({ slots: 8, irregularities: 4 }));
        expect(some.findings.count > 0).toBe(all.findings.count > 0);
        const known = all.findings.list.map(({ message }) => message);
        const messages = some.findings.list.map(({ message }) => message);
        expect(known).toEqual(expect.arrayContaining(messages));
        expect(new Set(messages).size).toBe(messages.length);
      }),
      { numRuns: 60 },
    ));

  test("every declared gap is told of, in as many passes as it takes", async () => {
    const items = Array.from({ length: 40 }, (_, i) => `item-${i}`);
    const told = [
      ...items.map(created),
      ...items.map((item) => change(item, 3)),
      declares(...items.map((item) => ({ item, from: 2, to: 2 }))),
    ];
    let passes = 0;
    const limited = itemCheck({ slots: 16, irregularities: 5 });
    const counting: typeof limited = {
      ...limited,
      nextPart: () => {
        passes += 1;
        return limited.nextPart();
      },
    };
    const { findings, declared } = await check(told, counting);
    expect(findings.count).toBe(0);
    expect(declared.list.map(({ item }) => item)).toEqual(items);
    expect(passes).toBeGreaterThan(3);
  });
});

test("the last entry of every item can be looked up", async () => {
  const items = itemCheck();
  const digest = "0123456789abcdef".repeat(4);
  await check(
    [{ ...created("a"), digest }, created("b"), { ...change("b", 2, "left"), digest: undefined }],
    items,
  );
  expect(items.covers(testChain, "DSR-1", "a")).toBe(true);
  expect(items.lookup(testChain, "DSR-1", "a")).toEqual({
    revision: 1,
    whereabouts: "there",
    digest: "0123456789abcdef",
  });
  expect(items.lookup(testChain, "DSR-1", "b")).toEqual({ revision: 2, whereabouts: "left" });
  expect(items.lookup(testChain, "DSR-1", "c")).toBeUndefined();
  expect(items.lookup("processor", "DSR-1", "a")).toBeUndefined();
});
