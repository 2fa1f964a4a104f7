import { BatchWriteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { readDossier } from "../../shared/dossier.ts";
import { entrySortKey, type Table } from "../../shared/table.ts";
import { freshTable } from "../support/dynamodb.ts";
import { interceptedTable } from "../support/intercept.ts";
import { delivery } from "../support/submissions.ts";
import { putItems } from "../support/table-items.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

async function put(item: Record<string, unknown>): Promise<void> {
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall(item) }));
}

const itemOf = (stored: ReturnType<typeof delivery>) => ({
  pk: stored.reference,
  sk: `delivery#${stored.id}`,
  ...stored,
});

describe("a dossier", () => {
  test("holds the case and its entries as they stand and every delivery, and nothing of another reference", async () => {
    const mine = delivery({ reference: "DSR-1", id: "request" });
    const second = { pk: "DSR-1", sk: entrySortKey(2), pendingShard: "1" };
    const tenth = { pk: "DSR-1", sk: entrySortKey(10), pendingShard: "1" };
    await put({ pk: "DSR-1", sk: "case", kind: "anything", v: 7, added: "later" });
    await put(tenth);
    await put(second);
    await put(itemOf(mine));
    await put(itemOf(delivery({ reference: "DSR-10", id: "request" })));
    expect(await readDossier(table, "DSR-1")).toMatchObject({
      case: { pk: "DSR-1", sk: "case", kind: "anything", v: 7, added: "later" },
      entries: [second, tenth],
      deliveries: [mine],
      unplanned: [second.sk, tenth.sk],
    });
  });

  test("is not there without its case", async () => {
    await put(itemOf(delivery({ reference: "DSR-2", id: "request" })));
    expect(await readDossier(table, "DSR-2")).toBeUndefined();
    expect(await readDossier(table, "DSR-3")).toBeUndefined();
  });

  test("passes over items of other kinds under its reference", async () => {
    await put({ pk: "DSR-4", sk: "case" });
    await put({ pk: "DSR-4", sk: "note#1", kind: "note" });
    expect((await readDossier(table, "DSR-4"))?.deliveries).toEqual([]);
  });

  test("is whole beyond the first page", async () => {
    await put({ pk: "DSR-5", sk: "case" });
    // A page ends at 1 MB.
    const items = Array.from({ length: 40 }, (_, n) =>
      marshall(itemOf(delivery({ reference: "DSR-5", id: `d${n}`, reason: "x".repeat(40_000) }))),
    );
    while (items.length > 0) {
      const puts = items.splice(0, 20).map((Item) => ({ PutRequest: { Item } }));
      await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: puts } }));
    }
    expect((await readDossier(table, "DSR-5"))?.deliveries).toHaveLength(40);
  });

  test("never holds a delivery without the entry that asked for it, though both came while it was read", async () => {
    const other = await freshTable();
    const write = (item: Record<string, unknown>) =>
      table.client.send(new PutItemCommand({ TableName: other.name, Item: marshall(item) }));
    await write({ pk: "DSR-7", sk: "case" });
    for (const id of ["a", "c"]) await write(itemOf(delivery({ reference: "DSR-7", id })));
    let pages = 0;
    other.client.middlewareStack.add(
      (next) => async (asked) => {
        pages += 1;
        if (pages === 2) {
          await write({ pk: "DSR-7", sk: entrySortKey(1) });
          await write(itemOf(delivery({ reference: "DSR-7", id: "b" })));
        }
        return next({ ...asked, input: { ...asked.input, Limit: 1 } });
      },
      { step: "initialize" },
    );
    const found = await readDossier(other, "DSR-7");
    expect(found?.deliveries.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(found?.entries).toMatchObject([{ sk: entrySortKey(1) }]);
  });

  // H6
  test("with a delivery of an unknown version is not read half", async () => {
    await put({ pk: "DSR-6", sk: "case" });
    await put({ ...itemOf(delivery({ reference: "DSR-6", id: "request" })), v: 2 });
    await expect(readDossier(table, "DSR-6")).rejects.toThrow();
  });

  test("is no absent one when the store does not answer", async () => {
    await expect(readDossier({ ...table, name: "no-such-table" }, "DSR-1")).rejects.toThrow();
  });
});

// F9, F13
test("a dossier of a case that was changed while its pages were read is of that edition throughout", async () => {
  const reference = "BR-1";
  const of = { pk: reference, sk: "case", kind: "breach" };
  const notes = Array.from({ length: 4 }, (_, n) => ({
    pk: reference,
    sk: entrySortKey(n + 1),
    note: "x".repeat(300_000),
  }));
  const naming = { pk: reference, sk: entrySortKey(5), names: "a" };
  await putItems(table, [of, ...notes, naming]);
  const straddled = interceptedTable(table, async ({ number }, proceed) => {
    const output = await proceed();
    if (number === 1)
      await putItems(table, [
        { ...of, edition: 1 },
        { ...naming, names: "nobody" },
      ]);
    return output;
  });
  const dossier = await readDossier(straddled, reference);
  expect(dossier).toMatchObject({ edition: 1, entries: [{}, {}, {}, {}, { names: "nobody" }] });
});
