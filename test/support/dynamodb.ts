import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { readTables, type TableDefinition } from "../../infra/local/dynamodb/table-definition.ts";
import { ensureTable } from "../../infra/local/dynamodb/tables.ts";
import { readAssembly } from "../../infra/local/template/assembly.ts";
import { localStack } from "../../infra/local/template/stack.ts";
import { recorded, type Table } from "../../shared/table.ts";
import { placeOf } from "./places.ts";

/** Credentials that every local server takes. */
export const anyCredentials = { accessKeyId: "TEST", secretAccessKey: "test" };

/** A client of a DynamoDB Local: the test run's, unless another is named. */
export function dynamoDbClient(endpoint = placeOf("dynamodb")): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: "eu-central-1",
    credentials: anyCredentials,
  });
}

/** An empty table as the stack defines it, that no other test knows. */
export async function freshTableWithStream(): Promise<Table> {
  return recorded(await createTable(stackTable()));
}

/**
 * The same without the stream, and without what deletes expired items. DynamoDB Local writes the slower the more of them it
 * has, of whatever table: with a few hundred it does little else.
 */
export async function freshTable(): Promise<Table> {
  const { StreamSpecification: _, TimeToLiveSpecification: __, ...definition } = stackTable();
  return recorded(await createTable(definition));
}

/** An empty table of evidence as the stack defines it, that no other test knows. */
export function freshEvidenceTable(): Promise<Table> {
  return createTable(stackTable("evidence"));
}

/** The main table has indexes; the table of evidence has none. Of the name that it has in a local run, too. */
export function stackTable(which: "main" | "evidence" = "main"): TableDefinition {
  const tables = readTables(localStack(readAssembly(join(placeOf("assembly"), "cdk.out")), {}));
  const found = tables.find(
    ({ GlobalSecondaryIndexes }) => GlobalSecondaryIndexes.length > 0 === (which === "main"),
  );
  if (!found) throw new Error("the stack has no such table");
  return found;
}

async function createTable(definition: TableDefinition): Promise<Table> {
  const client = dynamoDbClient();
  const name = `test-${randomUUID()}`;
  await ensureTable(client, { ...definition, tableName: name });
  return { client, name };
}
