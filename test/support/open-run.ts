import { startDynamoDbLocal } from "../../infra/local/dynamodb/dynamodb-local.ts";
import type { Table } from "../../shared/table.ts";
import { dynamoDbClient, stackTable } from "./dynamodb.ts";
import { type LocalRun, startLocalRun } from "./local-run.ts";

/** A local run whose tables lie open: a test can look into them, and change what nobody else could. */
export type OpenRun = {
  run: LocalRun;
  main: Table;
  evidence: Table;
  close: () => Promise<void>;
};

/** Starts a local run on a DynamoDB Local that a test reaches, too. */
export async function startOpenRun(): Promise<OpenRun> {
  const dynamodb = await startDynamoDbLocal("memory");
  try {
    const run = await startLocalRun({ environment: { AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint } });
    const client = dynamoDbClient(dynamodb.endpoint);
    return {
      run,
      main: { client, name: stackTable().tableName },
      evidence: { client, name: stackTable("evidence").tableName },
      close: () => run.kill().finally(() => dynamodb.close()),
    };
  } catch (error) {
    await dynamodb.close();
    throw error;
  }
}
