import { randomUUID } from "node:crypto";
import {
  type BatchWriteItemCommandInput,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { tableCopier } from "../../../../infra/local/dynamodb/copy-table.ts";
import { tableIndexes } from "../../../../shared/table.ts";
import { freshTable, stackTable } from "../../../support/dynamodb.ts";
import { itemsIn, putItems } from "../../../support/table-items.ts";

// F15
test("a copy holds what the table does, with its indexes, without stream and time-to-live; never over another", async () => {
  const table = await freshTable();
  const items = Array.from({ length: 60 }, (_, n) => ({ pk: `DSR-${n}`, sk: "case", secret: "x".repeat(n) }));
  await putItems(table, items);
  const copy = tableCopier(table.client, [
    stackTable("evidence"),
    { ...stackTable(), tableName: table.name },
  ]);
  const name = `test-${randomUUID()}`;
  expect(await copy(name)).toBe(60);
  expect(await itemsIn({ ...table, name })).toEqual(await itemsIn(table));
  const { Table } = await table.client.send(new DescribeTableCommand({ TableName: name }));
  expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual(
    Object.keys(tableIndexes).sort(),
  );
  expect(Table?.StreamSpecification?.StreamEnabled ?? false).toBe(false);
  const life = await table.client.send(new DescribeTimeToLiveCommand({ TableName: name }));
  expect(life.TimeToLiveDescription?.TimeToLiveStatus).toBe("DISABLED");
  await expect(copy(name)).rejects.toThrow(/already/);
});

// F15
test("what a server puts off is written all the same", async () => {
  const table = await freshTable();
  await putItems(table, [
    { pk: "DSR-1", sk: "case" },
    { pk: "DSR-2", sk: "case" },
  ]);
  const lazy: DynamoDBClient = Object.create(table.client);
  lazy.middlewareStack = table.client.middlewareStack.clone();
  lazy.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== "BatchWriteItemCommand") return next(args);
        const { RequestItems = {} } = args.input as BatchWriteItemCommandInput;
        const [[name = "", [one, ...others] = []] = []] = Object.entries(RequestItems);
        const result = await next({ ...args, input: { RequestItems: { [name]: one ? [one] : [] } } });
        const UnprocessedItems = others.length > 0 ? { [name]: others } : {};
        return { ...result, output: Object.assign(result.output, { UnprocessedItems }) };
      },
    { step: "initialize", name: "putOff" },
  );
  const name = `test-${randomUUID()}`;
  const copy = tableCopier(lazy, [{ ...stackTable(), tableName: table.name }]);
  expect(await copy(name)).toBe(2);
  expect(await itemsIn({ ...table, name })).toEqual(await itemsIn(table));
});
