import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, expect, test } from "vitest";
import { startDynamoDbLocal } from "../../../../infra/local/dynamodb/dynamodb-local.ts";
import { dynamoDbClient } from "../../../support/dynamodb.ts";

const scratch = mkdtempSync(join(tmpdir(), "meldpunt-scratch-"));

afterEach(() => rmSync(scratch, { recursive: true, force: true }));

test("DynamoDB Local leaves nothing in the machine's temporary folder", async () => {
  const dynamodb = await startDynamoDbLocal("memory", { ...process.env, TMPDIR: scratch });
  const client = dynamoDbClient(dynamodb.endpoint);
  await client.send(
    new CreateTableCommand({
      TableName: "any",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }),
  );
  expect(readdirSync(scratch)).not.toEqual([]);
  await dynamodb.close();
  expect(readdirSync(scratch)).toEqual([]);
});
