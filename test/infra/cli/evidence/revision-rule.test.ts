import { expect, test } from "vitest";
import type { ItemState } from "../../../../infra/cli/evidence/item-table.ts";
import { irregularity } from "../../../../infra/cli/evidence/revision-rule.ts";
import type { Change } from "../../../../shared/evidence/entry.ts";

const there: ItemState = { revision: 4, whereabouts: "there" };
const left: ItemState = { revision: 4, whereabouts: "left" };
const removed: ItemState = { revision: 4, whereabouts: "removed" };

test.each<[string, ItemState | undefined, Change, number]>([
  ["an item is created", undefined, "created", 1],
  ["one of elsewhere joins", undefined, "joined", 7],
  ["it changes", there, "changed", 5],
  ["it leaves", there, "left", 5],
  ["it is removed", there, "removed", 5],
  ["it comes back", left, "joined", 9],
  ["it is put there again after its removal", removed, "created", 1],
  ["it joins after its removal", removed, "joined", 3],
])("nothing is missing where %s", (_what, before, change, revision) => {
  expect(irregularity(before, { change, revision })).toBeUndefined();
});

// G5
test.each<[string, ItemState | undefined, Change, number, number, number | undefined]>([
  ["changes between two entries", there, "changed", 8, 5, 7],
  ["the last changes before a removal", there, "removed", 6, 5, 5],
  ["what became of an item until it was created again", there, "created", 1, 5, undefined],
  ["how an item left before it joined again", there, "joined", 9, 5, undefined],
  ["all before the first entry of an item", undefined, "changed", 3, 1, 2],
  ["the creation of an item that has revision 1 already", undefined, "changed", 1, 1, undefined],
  ["the first revisions of what is told of as created", undefined, "created", 3, 1, 2],
  ["how an item came back after it had left", left, "changed", 8, 5, 7],
  ["how it came back, with no revision missing", left, "changed", 5, 5, undefined],
  ["how it was put there again after its removal", removed, "changed", 3, 1, 2],
])("a gap is found where no entry tells of %s", (_what, before, change, revision, from, to) => {
  const expected = { code: "gap", from, ...(to !== undefined && { to }) };
  expect(irregularity(before, { change, revision })).toEqual(expected);
});

test.each<[string, ItemState, Change, number]>([
  ["a change", there, "changed", 4],
  ["an earlier change", there, "left", 2],
  ["a leaving", left, "left", 4],
  ["a removal", removed, "removed", 4],
])("%s that is told of again is a repetition", (_what, before, change, revision) => {
  expect(irregularity(before, { change, revision })).toEqual({ code: "repeated", from: revision });
});
