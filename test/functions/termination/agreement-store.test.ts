import { GetItemCommand, QueryCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { beforeEach, expect, test } from "vitest";
import type { Termination } from "../../../functions/termination/agreement.ts";
import {
  destructionDelete,
  destructionPut,
  entryPut,
  readDestruction,
  readTermination,
  terminationPut,
} from "../../../functions/termination/agreement-store.ts";
import type { Destruction } from "../../../functions/termination/destruction.ts";
import { entryOf } from "../../../functions/termination/make-step.ts";
import type { Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";
import { agreementOffice } from "./agreement-office.ts";

let table: Table;
let opened: Termination;
let destruction: Destruction;
beforeEach(async () => {
  const office = await agreementOffice();
  const { history } = await office.terminate();
  opened = history.case;
  const stored = await readDestruction(office.table, opened.reference);
  if (!stored) throw new Error("no destruction");
  destruction = stored;
  table = await freshTable();
});

type Writes = ReturnType<typeof terminationPut>[];
const write = (...TransactItems: Writes) =>
  table.client.send(new TransactWriteItemsCommand({ TransactItems }));

test("a termination, its entries and its destruction come back as they were stored", async () => {
  const first = entryOf({ case: opened, entries: [] }, "close", new Date("2027-02-01T00:00:00Z"));
  const second = entryOf({ case: opened, entries: [first] }, "withdraw", new Date("2027-02-01T01:00:00Z"));
  await write(terminationPut(table, opened), entryPut(table, first), destructionPut(table, destruction));
  await write(entryPut(table, second));
  expect(await readTermination(table, opened.reference)).toEqual({
    case: opened,
    entries: [first, second],
    deliveries: [],
  });
  expect(await readDestruction(table, opened.reference)).toEqual(destruction);
});

test("what is not there is absent", async () => {
  expect(await readTermination(table, opened.reference)).toBeUndefined();
  expect(await readDestruction(table, opened.reference)).toBeUndefined();
});

test("nothing is stored over what stands there", async () => {
  const entry = entryOf({ case: opened, entries: [] }, "close", new Date("2027-02-01T00:00:00Z"));
  await write(terminationPut(table, opened), entryPut(table, entry), destructionPut(table, destruction));
  for (const again of [
    terminationPut(table, { ...opened, lastDay: "2020-01-01" }),
    entryPut(table, { ...entry, move: "withdraw" }),
    destructionPut(table, { ...destruction, run: 7 }),
  ]) {
    await expect(write(again)).rejects.toThrow("ConditionalCheckFailed");
  }
  expect(await readTermination(table, opened.reference)).toMatchObject({ case: opened, entries: [entry] });
  expect(await readDestruction(table, opened.reference)).toEqual(destruction);
});

test("a destruction is found by when it is due, and removed with nothing left of it", async () => {
  const pending = async () => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: "pending",
        KeyConditionExpression: "pendingShard = :shard AND pendingAt <= :at",
        ExpressionAttributeValues: marshall({ ":shard": "destruction", ":at": opened.destroyNotBefore }),
      }),
    );
    return Items.map((item) => unmarshall(item).sk);
  };
  await write(destructionPut(table, destruction));
  expect(await pending()).toEqual(["destruction"]);
  await write(destructionDelete(table, opened.reference));
  await write(destructionDelete(table, opened.reference));
  const Key = marshall({ pk: opened.reference, sk: "destruction" });
  const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
  expect({ Item, pending: await pending() }).toEqual({ Item: undefined, pending: [] });
});
