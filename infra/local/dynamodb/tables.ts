import { setTimeout as pause } from "node:timers/promises";
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { StartFailure } from "../start-failure.ts";
import type { TableDefinition } from "./table-definition.ts";

/**
 * Creates what is absent of a table: the table, an index added since, the time-to-live.
 * @throws StartFailure when the table exists with other keys.
 */
export async function ensureTable(client: DynamoDBClient, definition: TableDefinition): Promise<void> {
  const existing = await describe(client, definition.tableName);
  if (existing === undefined) await create(client, definition);
  else await addIndexes(client, definition, existing);
  await ensureTimeToLive(client, definition);
}

async function describe(client: DynamoDBClient, TableName: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(client: DynamoDBClient, definition: TableDefinition): Promise<void> {
  const { GlobalSecondaryIndexes, LocalSecondaryIndexes, StreamSpecification } = definition;
  await client.send(
    new CreateTableCommand({
      TableName: definition.tableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: definition.AttributeDefinitions,
      KeySchema: definition.KeySchema,
      ...(GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes }),
      ...(LocalSecondaryIndexes.length > 0 && { LocalSecondaryIndexes }),
      ...(StreamSpecification && { StreamSpecification: { ...StreamSpecification, StreamEnabled: true } }),
    }),
  );
  await untilActive(client, definition.tableName);
}

async function addIndexes(
  client: DynamoDBClient,
  { tableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes }: TableDefinition,
  existing: TableDescription,
): Promise<void> {
  const keys = (schema: TableDescription["KeySchema"]) =>
    schema?.map(({ KeyType, AttributeName }) => `${KeyType} ${AttributeName}`).join();
  if (keys(existing.KeySchema) !== keys(KeySchema)) {
    throw new StartFailure(`The local table ${tableName} has other keys than the stack says.`);
  }
  const present = new Set(existing.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  for (const index of GlobalSecondaryIndexes.filter(({ IndexName }) => !present.has(IndexName))) {
    await client.send(
      new UpdateTableCommand({
        TableName: tableName,
        AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [{ Create: index }],
      }),
    );
    await untilActive(client, tableName);
  }
}

async function ensureTimeToLive(client: DynamoDBClient, definition: TableDefinition): Promise<void> {
  const { tableName: TableName, TimeToLiveSpecification } = definition;
  if (!TimeToLiveSpecification) return;
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  const enabled = TimeToLiveDescription?.TimeToLiveStatus === "ENABLED";
  if (enabled === TimeToLiveSpecification.Enabled) return;
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

async function untilActive(client: DynamoDBClient, tableName: string): Promise<void> {
  for (;;) {
    const table = await describe(client, tableName);
    const indexes = table?.GlobalSecondaryIndexes ?? [];
    if (table?.TableStatus === "ACTIVE" && indexes.every(({ IndexStatus }) => IndexStatus === "ACTIVE"))
      return;
    await pause(20);
  }
}
