import type { ScanCommandInput } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { scannedItems } from "../../../../functions/termination/records/owned-items.ts";
import type { StoredItem } from "../../../../shared/query.ts";
import type { SharedCases } from "../../../../shared/shared-cases.ts";
import type { ItemKey, Table } from "../../../../shared/table.ts";
import { freshTable } from "../../../support/dynamodb.ts";
import { interceptedTable } from "../../../support/intercept.ts";
import { putItems } from "../../../support/table-items.ts";

/** Cases that name controllers in a place of their own. */
const shared: SharedCases = {
  prefix: "SH-",
  attributes: ["about.ids", "about.names"],
  names: ({ about }, id) => JSON.stringify(about ?? {}).includes(JSON.stringify(id)),
  takeOut: () => Promise.reject(new Error("nothing is to be taken out")),
};

/** A page ends at 1 MB. */
const filling = "x".repeat(300_000);
const items: StoredItem[] = [
  { pk: "DSR-1", sk: "case", controllerId: "one", filling },
  { pk: "DSR-1", sk: "delivery#request", controllerId: "one", filling },
  { pk: "DSR-2", sk: "case", controllerId: "one-2", filling },
  { pk: "DSR-3", sk: "case", filling },
  { pk: "NEW-1", sk: "case", controllerId: "one", filling },
  { pk: "SH-1", sk: "case", about: { ids: ["two", "one"] }, filling },
  { pk: "SH-1", sk: "delivery#1", controllerId: "one", filling },
  { pk: "SH-2", sk: "case", about: { names: { one: "one" }, ids: ["one-2"] }, filling },
  { pk: "SH-3", sk: "case", about: { ids: ["one-2"], other: "one" }, filling },
  { pk: "OTHER-1", sk: "case", about: { ids: ["one"] }, filling },
];

const keysOf = (keys: readonly ItemKey[]) => keys.map(({ pk, sk }) => `${pk}/${sk}`).toSorted();

async function all(pages: AsyncIterable<readonly ItemKey[]>): Promise<string[]> {
  const keys: ItemKey[] = [];
  for await (const page of pages) keys.push(...page);
  return keysOf(keys);
}

let table: Table;

beforeAll(async () => {
  table = await freshTable();
  for (const item of items) await putItems(table, [item]);
});

describe("the items of a controller", () => {
  // F12, F13
  test("are found by a scan, with the shared cases that name it, in every page and read consistently", async () => {
    const asked: ScanCommandInput[] = [];
    const watched = interceptedTable(table, ({ input }, proceed) => {
      asked.push(input as ScanCommandInput);
      return proceed();
    });
    expect(await all(scannedItems(watched, "one", shared))).toEqual([
      "DSR-1/case",
      "DSR-1/delivery#request",
      "NEW-1/case",
      "SH-1/case",
      "SH-1/delivery#1",
      "SH-2/case",
    ]);
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter(({ ConsistentRead, Segment, Limit }) => !ConsistentRead || Segment || Limit)).toEqual(
      [],
    );
  });

  test("are nobody's where a shared case names another", async () => {
    const never = { ...shared, names: () => false };
    const expected = ["DSR-1/case", "DSR-1/delivery#request", "NEW-1/case", "SH-1/delivery#1"];
    expect(await all(scannedItems(table, "one", never))).toEqual(expected);
  });
});
