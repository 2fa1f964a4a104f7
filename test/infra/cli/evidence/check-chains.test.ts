import { expect, test } from "vitest";
import { checkChains } from "../../../../infra/cli/evidence/check-chains.ts";
import { itemCheck } from "../../../../infra/cli/evidence/item-check.ts";
import { chainOfChanges, type Told, testChain } from "../../../support/evidence.ts";

const nth = (n: number, revision: number, change: Told["change"]): Told => {
  return { reference: "DSR-1", item: `delivery#${n}`, revision, change };
};
const numbers = Array.from({ length: 40 }, (_, n) => n);

// G5
test("over all passes it is known how many items each chain says are there, whatever it leaves out", async () => {
  const told = [
    ...numbers.filter((n) => n % 4 > 0).map((n) => nth(n, 1, "created")),
    ...numbers.map((n) => nth(n, 2, "changed")),
    ...numbers.filter((n) => n % 2 > 0).map((n) => nth(n, 3, "removed")),
    { ...nth(0, 1, "created"), kind: "evidence-gap", item: "gap#1", closes: lostIn(numbers) },
  ];
  const sourceOf = (chain: string, lines: readonly string[]) => ({
    source: {
      chain,
      read: async function* () {
        yield Buffer.from(lines.map((line) => `${line}\n`).join(""));
      },
    },
    heads: [],
  });
  const other = "controllers/example-ltd";
  const chains = [
    sourceOf(testChain, chainOfChanges(told)),
    sourceOf(other, chainOfChanges([{ ...nth(1, 1, "created"), chain: other }])),
  ];
  const there = new Map<string, number>();
  let passes = 0;
  const { findings } = await checkChains(chains, {
    items: itemCheck({ slots: 16, irregularities: 40 }),
    afterPass: async (items) => {
      passes += 1;
      for (const [chain, count] of items.there()) there.set(chain, (there.get(chain) ?? 0) + count);
      return [];
    },
  });
  expect({ count: findings.count, passes: passes > 2 }).toEqual({ count: 0, passes: true });
  expect(there).toEqual(
    new Map([
      [testChain, 21],
      [other, 1],
    ]),
  );
});

/** Every fourth item was created while nothing was recorded. */
function lostIn(all: readonly number[]) {
  const lost = all.filter((n) => n % 4 === 0);
  return lost.map((n) => ({ reference: "DSR-1", item: `delivery#${n}`, from: 1, to: 1 }));
}
