import { randomUUID } from "node:crypto";
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DynamoDbLocal, startDynamoDbLocal } from "../../../../infra/local/dynamodb/dynamodb-local.ts";
import type { TableDefinition } from "../../../../infra/local/dynamodb/table-definition.ts";
import { ensureTable } from "../../../../infra/local/dynamodb/tables.ts";
import { tableIndexes, tableKeys } from "../../../../shared/table.ts";
import { dynamoDbClient, freshTableWithStream } from "../../../support/dynamodb.ts";

let local: DynamoDbLocal;
let client: DynamoDBClient;

// One of its own: where there are hundreds of tables, as in that of the test run, an index takes minutes to be added.
beforeAll(async () => {
  local = await startDynamoDbLocal("memory");
  client = dynamoDbClient(local.endpoint);
});

afterAll(() => local.close());

function definition(settings: Partial<TableDefinition> = {}): TableDefinition {
  return {
    tableName: `test-${randomUUID()}`,
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    GlobalSecondaryIndexes: [],
    LocalSecondaryIndexes: [],
    ...settings,
  };
}

async function describeTable(TableName: string, by = client) {
  const { Table } = await by.send(new DescribeTableCommand({ TableName }));
  return Table;
}

describe("a table of the stack", () => {
  test("is created with its keys, indexes and stream", async () => {
    const { name } = await freshTableWithStream();
    const table = await describeTable(name, dynamoDbClient());
    expect(table?.KeySchema?.map(({ AttributeName }) => AttributeName)).toEqual([
      tableKeys.partition,
      tableKeys.sort,
    ]);
    expect(table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual(
      Object.values(tableIndexes)
        .map(({ name }) => name)
        .sort(),
    );
    expect(table?.StreamSpecification?.StreamViewType).toBe("NEW_AND_OLD_IMAGES");
  });

  test("that exists keeps its items", async () => {
    const table = definition();
    await ensureTable(client, table);
    await client.send(new PutItemCommand({ TableName: table.tableName, Item: { pk: { S: "kept" } } }));
    await ensureTable(client, table);
    expect((await client.send(new ScanCommand({ TableName: table.tableName }))).Count).toBe(1);
  });

  test("that exists gets what has been added to it since", async () => {
    const before = definition();
    await ensureTable(client, before);
    const after: TableDefinition = {
      ...before,
      AttributeDefinitions: [...before.AttributeDefinitions, { AttributeName: "due", AttributeType: "S" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "due",
          KeySchema: [{ AttributeName: "due", KeyType: "HASH" }],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
    };
    await ensureTable(client, after);
    await ensureTable(client, after);
    expect((await describeTable(before.tableName))?.GlobalSecondaryIndexes).toHaveLength(1);
    const ttl = await client.send(new DescribeTimeToLiveCommand({ TableName: before.tableName }));
    expect(ttl.TimeToLiveDescription).toMatchObject({
      AttributeName: "expiresAt",
      TimeToLiveStatus: "ENABLED",
    });
  });

  test("that exists with other keys is refused", async () => {
    const before = definition();
    await ensureTable(client, before);
    const after = definition({
      tableName: before.tableName,
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    });
    await expect(ensureTable(client, after)).rejects.toThrow("has other keys than the stack says");
  });
});
