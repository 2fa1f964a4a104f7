import {
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import type { Table } from "../../shared/table.ts";
import { freshTable } from "../support/dynamodb.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

const keyOf = (pk: string) => marshall({ pk, sk: "case" });

async function read(pk: string): Promise<Record<string, unknown>> {
  const { Item = {} } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: keyOf(pk), ConsistentRead: true }),
  );
  return unmarshall(Item);
}

async function put(pk: string, more: Record<string, unknown> = {}): Promise<void> {
  const Item = { ...keyOf(pk), ...marshall(more) };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
}

const update = (pk: string, UpdateExpression: string, values: Record<string, unknown> = {}) => ({
  TableName: table.name,
  Key: keyOf(pk),
  UpdateExpression,
  ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: marshall(values) }),
});

describe("what is written to the table", () => {
  test("carries a salt of 16 bytes, its first revision and the time", async () => {
    const before = new Date().toISOString();
    await put("DSR-new");
    const { salt, revision, writtenAt } = await read("DSR-new");
    expect(salt).toBeInstanceOf(Uint8Array);
    expect(salt).toHaveLength(16);
    expect(revision).toBe(1);
    expect(String(writtenAt) >= before && String(writtenAt) <= new Date().toISOString()).toBe(true);
  });

  test("has a salt that nothing else has", async () => {
    await put("DSR-one");
    await put("DSR-two");
    expect((await read("DSR-one")).salt).not.toEqual((await read("DSR-two")).salt);
  });

  test.each([
    ["sets", "SET x = :x", { ":x": 1 }],
    ["removes", "REMOVE x", {}],
    ["adds", "ADD y :y", { ":y": 1 }],
    ["does all of it", "SET x = :x, z = :x REMOVE w ADD y :y", { ":x": 1, ":y": 1 }],
  ])("keeps its salt and counts on where an update %s", async (name, expression, values) => {
    const pk = `DSR-${name}`;
    await put(pk, { w: 1, x: 0 });
    const { salt } = await read(pk);
    await table.client.send(new UpdateItemCommand(update(pk, expression, values)));
    await table.client.send(new UpdateItemCommand(update(pk, expression, values)));
    expect(await read(pk)).toMatchObject({ salt, revision: 3 });
  });

  test("is stamped where an update makes it", async () => {
    await table.client.send(new UpdateItemCommand(update("DIG-new", "SET x = :x", { ":x": 1 })));
    expect(await read("DIG-new")).toMatchObject({ salt: expect.any(Uint8Array), revision: 1 });
  });

  test("is stamped in a transaction too, item by item", async () => {
    await put("DSR-in-transaction");
    await table.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: table.name, Item: keyOf("DSR-put") } },
          { Update: update("DSR-in-transaction", "SET x = :x", { ":x": 1 }) },
        ],
      }),
    );
    expect(await read("DSR-put")).toMatchObject({ salt: expect.any(Uint8Array), revision: 1 });
    expect(await read("DSR-in-transaction")).toMatchObject({ revision: 2, x: 1 });
  });

  test("may say itself of which revision it is, where it replaces what was there", async () => {
    await put("controllers", { revision: 7 });
    expect(await read("controllers")).toMatchObject({ salt: expect.any(Uint8Array), revision: 7 });
  });

  test.each(["caps", "buckets"])(
    "is left alone where nothing is recorded, in the partition %s",
    async (pk) => {
      await put(pk, { x: 1 });
      await table.client.send(new UpdateItemCommand(update(pk, "SET x = :x", { ":x": 2 })));
      expect(await read(pk)).toEqual({ pk, sk: "case", x: 2 });
    },
  );
});
