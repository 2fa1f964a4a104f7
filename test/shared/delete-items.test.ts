import type { BatchWriteItemCommandInput } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { deleteItems } from "../../shared/delete-items.ts";
import type { ItemKey, Table } from "../../shared/table.ts";
import { freshTable } from "../support/dynamodb.ts";
import { interceptedTable } from "../support/intercept.ts";
import { withoutPauses } from "../support/pauses.ts";
import { itemsIn, putItems } from "../support/table-items.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

const keys = (count: number): ItemKey[] =>
  Array.from({ length: count }, (_, n) => ({ pk: "DSR-1", sk: `${n}` }));

/** A table that deletes at most so many of those that a call asks for, and how many each call asked for. */
function deleting(most: number) {
  const asked: number[] = [];
  const some = interceptedTable(table, async ({ input }, proceed) => {
    const { [table.name]: requests = [] } = (input as BatchWriteItemCommandInput).RequestItems ?? {};
    asked.push(requests.length);
    if (most > 0) await proceed({ RequestItems: { [table.name]: requests.slice(0, most) } });
    const left = requests.slice(most);
    return { UnprocessedItems: left.length > 0 ? { [table.name]: left } : {}, $metadata: {} };
  });
  return { some, asked };
}

describe("items", () => {
  test("are deleted, 25 in a call, and no others", async () => {
    const other = { pk: "DSR-1", sk: "other" };
    await putItems(table, [...keys(60), other]);
    const { some, asked } = deleting(25);
    await deleteItems(some, keys(60));
    expect([...(await itemsIn(table)).values()]).toEqual([other]);
    expect(asked).toEqual([25, 25, 10]);
  });

  // F13
  test("that a call left out are asked for again, and only those", async () => {
    await putItems(table, keys(30));
    const { some, asked } = deleting(10);
    await deleteItems(some, keys(30));
    expect((await itemsIn(table)).has("DSR-1/29")).toBe(false);
    expect(asked).toEqual([25, 15, 5, 5]);
  });

  // F13
  test("that are always left out are an error, after some patience", async () => {
    withoutPauses();
    const { some, asked } = deleting(0);
    await expect(deleteItems(some, keys(30))).rejects.toThrow("leaving items out");
    expect(asked.length).toBeGreaterThanOrEqual(5);
    expect(new Set(asked)).toEqual(new Set([25]));
  });

  test("that are not there are deleted all the same, and none take no call", async () => {
    const { some, asked } = deleting(25);
    await deleteItems(some, [{ pk: "DSR-2", sk: "case" }]);
    await deleteItems(some, []);
    expect(asked).toEqual([1]);
  });
});
