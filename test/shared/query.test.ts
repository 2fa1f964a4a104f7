import type { QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { type IndexEntry, lastItem, queryIndex, readIndex, readPartition } from "../../shared/query.ts";
import type { ItemKey, Table } from "../../shared/table.ts";
import { freshTable } from "../support/dynamodb.ts";
import { interceptedTable } from "../support/intercept.ts";
import { putItems } from "../support/table-items.ts";

/** A page ends at 1 MB. */
const filling = "x".repeat(300_000);

const numbers = [1, 2, 3, 4, 5];
const items = [
  ...numbers.map((n) => ({ pk: "AGR-1", sk: `case#${n}`, filling })),
  { pk: "AGR-1", sk: "delivery#1" },
  { pk: "AGR-10", sk: "case", controllerId: "one-2" },
  ...numbers.map((n) => ({
    pk: `${n === 3 ? "BR" : "DSR"}-${n}`,
    sk: "case",
    controllerId: "one",
    pendingShard: "0",
    pendingAt: `2026-12-0${n}T10:00:00.000Z`,
  })),
];

const keysOf = (found: readonly ItemKey[]) => found.map(({ pk, sk }) => `${pk}/${sk}`);

let table: Table;

beforeAll(async () => {
  table = await freshTable();
  for (const item of items) await putItems(table, [item]);
});

describe("a partition", () => {
  test("has a last item, and a last one before any sort key", async () => {
    expect(await lastItem(table, "AGR-1")).toEqual({ pk: "AGR-1", sk: "delivery#1" });
    expect(await lastItem(table, "AGR-1", "case#3")).toMatchObject({ pk: "AGR-1", sk: "case#2" });
    expect(await lastItem(table, "AGR-1", "case#1")).toBeUndefined();
    expect(await lastItem(table, "AGR-2")).toBeUndefined();
  });

  test("is read whole and consistently, beyond a page, in the order of its sort keys", async () => {
    const asked: unknown[] = [];
    const watched = interceptedTable(table, ({ input }, proceed) => {
      asked.push(input);
      return proceed();
    });
    const expected = items.filter(({ pk }) => pk === "AGR-1");
    expect(await readPartition(watched, "AGR-1")).toEqual(expected);
    expect(asked.length).toBeGreaterThan(1);
    for (const input of asked) expect(input).toMatchObject({ ConsistentRead: true });
    expect(await readPartition(table, "AGR-1", { fromTheEnd: true })).toEqual(expected);
    expect(await readPartition(table, "AGR")).toEqual([]);
  });

  test("is read from its end where that is asked for", async () => {
    const directions: unknown[] = [];
    const watched = interceptedTable(table, ({ input }, proceed) => {
      directions.push((input as QueryCommandInput).ScanIndexForward);
      return proceed();
    });
    await readPartition(watched, "AGR-10", { fromTheEnd: true });
    await readPartition(watched, "AGR-10");
    expect(directions).toEqual([false, true]);
  });

  test("is read in part, by how its sort keys begin", async () => {
    const found = await readPartition(table, "AGR-1", { sortKeys: "case" });
    expect(keysOf(found)).toEqual(numbers.map((n) => `AGR-1/case#${n}`));
  });
});

describe("a partition of an index", () => {
  // F12
  test("has exactly the items that carry its value", async () => {
    const references = numbers.map((n) => (n === 3 ? "BR-3/case" : `DSR-${n}/case`));
    expect(keysOf(await readIndex(table, "controller", "one")).toSorted()).toEqual(references.toSorted());
    expect(await readIndex(table, "controller", "nobody")).toEqual([]);
  });

  test("is in order, from either side, up to a limit that belongs to it", async () => {
    const early = await readIndex(table, "pending", "0", { until: "2026-12-03T10:00:00.000Z" });
    expect(early.map(({ pk, sortedBy }) => [pk, sortedBy.slice(8, 10)])).toEqual([
      ["DSR-1", "01"],
      ["DSR-2", "02"],
      ["BR-3", "03"],
    ]);
    const late = await readIndex(table, "pending", "0", { descending: true });
    expect(late.map(({ pk }) => pk)).toEqual(["DSR-5", "DSR-4", "BR-3", "DSR-2", "DSR-1"]);
  });

  test("is read in part, by how the references begin", async () => {
    const found = await readIndex(table, "pending", "0", { references: "BR-" });
    expect(keysOf(found)).toEqual(["BR-3/case"]);
  });

  test("comes a page at a time", async () => {
    const inPages = interceptedTable(table, ({ input }, proceed) =>
      proceed({ ...(input as QueryCommandInput), Limit: 2 }),
    );
    const pages: IndexEntry[][] = [];
    for await (const page of queryIndex(inPages, "pending", "0")) pages.push(page);
    expect(pages.flat()).toEqual(await readIndex(table, "pending", "0"));
    expect(pages.length).toBeGreaterThan(2);
  });
});
