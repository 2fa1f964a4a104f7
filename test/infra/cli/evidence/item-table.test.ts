import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type ItemKey, itemKeys } from "../../../../infra/cli/evidence/item-key.ts";
import { type ItemState, itemTable } from "../../../../infra/cli/evidence/item-table.ts";

const digest = "89abcdef01234567".repeat(4);

test("it holds what was put there last, while it grows", () => {
  const table = itemTable(2 ** 14);
  const keyOf = itemKeys();
  const last = new Map<string, ItemState>();
  for (let i = 0; i < 20_000; i += 1) {
    const item = `item ${i % 10_000}`;
    const state: ItemState = {
      revision: i,
      whereabouts: (["there", "left", "removed"] as const)[i % 3] ?? "there",
    };
    table.set(keyOf(1, "DSR-1", item), state, i % 2 === 0 ? digest : undefined);
    last.set(item, state);
  }
  for (const [item, state] of last) {
    const key = keyOf(1, "DSR-1", item);
    expect(table.get(key)).toEqual(state);
    expect(table.digestOf(key)).toBe(state.revision % 2 === 0 ? "89abcdef01234567" : undefined);
  }
  expect(table.get(keyOf(1, "DSR-1", "no item"))).toBeUndefined();
  expect(table.isFull()).toBe(false);
});

test("it takes no more than it may, and has room again for what it drops", () => {
  const table = itemTable(8);
  const state: ItemState = { revision: 1, whereabouts: "there" };
  const key = (n: number) => ({ chain: n % 2, high: n, low: 5 });
  for (let n = 0; n < 6; n += 1) table.set(key(n), state, undefined);
  expect(table.isFull()).toBe(true);
  expect(() => table.set(key(6), state, undefined)).toThrow("no room");
  table.set(key(5), { ...state, revision: 2 }, undefined);
  table.keepBelow(3);
  expect([0, 1, 2, 3, 4, 5].map((n) => table.get(key(n))?.revision)).toEqual([
    1,
    1,
    1,
    undefined,
    undefined,
    undefined,
  ]);
  expect(table.isFull()).toBe(false);
  expect([...table.there()]).toEqual([
    [0, 2],
    [1, 1],
  ]);
});

const bitsOf = ({ high, low }: ItemKey) => ({ high, low });

test("no two items have the same key, nor an item under two secrets", () => {
  const [one, another] = [itemKeys(Buffer.alloc(8, 1)), itemKeys(Buffer.alloc(8, 2))];
  const told = fc.tuple(fc.nat(3), fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }));
  fc.assert(
    fc.property(told, told, (a, b) => {
      const key = bitsOf(one(...a));
      expect(bitsOf(another(...a))).not.toEqual(key);
      expect(fc.stringify(bitsOf(one(...b))) === fc.stringify(key)).toBe(fc.stringify(a) === fc.stringify(b));
    }),
  );
});
