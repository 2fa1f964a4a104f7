import { expect, test } from "vitest";
import { differenceOf } from "../../../../infra/cli/evidence/item-difference.ts";

const digest = "0123456789abcdef".repeat(4);
const item = { chains: [], kind: "request", reference: "DSR-1", item: "case", revision: 3, digest };
const state = { revision: 3, whereabouts: "there" as const, digest: digest.slice(0, 16) };
const { digest: _, ...unstamped } = item;
const { digest: __, ...undigested } = state;

test("an item is right where its last entry has its revision and its digest", () => {
  expect(differenceOf(item, state)).toBeUndefined();
});

// G1, G5
test.each([
  ["another digest", item, { ...state, digest: "f".repeat(16) }, { code: "edited" }],
  ["none in the entry", item, undigested, { code: "edited" }],
  ["none in the item", unstamped, state, { code: "edited" }],
  ["none in either", unstamped, undigested, { code: "edited" }],
  ["no entry, and no digest", unstamped, undefined, { code: "edited" }],
  ["no entry", item, undefined, { code: "gap", from: 1, to: 3 }],
  ["an older entry", item, { ...state, revision: 1 }, { code: "gap", from: 2, to: 3 }],
  ["a newer entry", item, { ...state, revision: 4 }, { code: "gap", from: 5 }],
  ["one that left", item, { ...state, revision: 2, whereabouts: "left" as const }, { from: 3, to: 3 }],
])("an item is not what its chain says of it: %s", (_, live, last, expected) => {
  expect(differenceOf(live, last)).toMatchObject(expected);
});
