import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  GetItemCommand,
} from "@aws-sdk/client-dynamodb";
import { processorPartition, restoredSortKey, tableKeys } from "../../../../shared/table.ts";
import { ask, type Fact, mapFact } from "../fact.ts";
import type { Expiry, Recovery, Restoration } from "../facts.ts";

/**
 * How far back a table can be restored (DynamoDB API, DescribeContinuousBackups).
 * @param table its name on AWS
 * @param name what a person calls it
 */
export async function readRecovery(
  client: DynamoDBClient,
  table: string,
  name: string,
): Promise<Fact<Recovery>> {
  const asked = client.send(new DescribeContinuousBackupsCommand({ TableName: table }));
  const found = await ask("dynamodb:DescribeContinuousBackups", name, asked);
  return mapFact(found, ({ ContinuousBackupsDescription }) => {
    const { PointInTimeRecoveryStatus: status, RecoveryPeriodInDays: days = 35 } =
      ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
    return { name, days: status === "ENABLED" ? days : undefined };
  });
}

/**
 * By what a table forgets (DynamoDB API, DescribeTimeToLive).
 * @param table its name on AWS
 * @param name what a person calls it
 */
export async function readExpiry(client: DynamoDBClient, table: string, name: string): Promise<Fact<Expiry>> {
  const asked = client.send(new DescribeTimeToLiveCommand({ TableName: table }));
  const found = await ask("dynamodb:DescribeTimeToLive", name, asked);
  return mapFact(found, ({ TimeToLiveDescription = {} }) => {
    const { TimeToLiveStatus: status, AttributeName } = TimeToLiveDescription;
    return { name, attribute: status === "ENABLED" || status === "ENABLING" ? AttributeName : undefined };
  });
}

/**
 * Whether `meldpunt restore apply` has come to its end in a restored table, as an item in it says. One that names another
 * table came along from a recovery point of that one.
 */
export async function readRestoration(client: DynamoDBClient, table: string): Promise<Fact<Restoration>> {
  const asked = client.send(
    new GetItemCommand({
      TableName: table,
      Key: { [tableKeys.partition]: { S: processorPartition }, [tableKeys.sort]: { S: restoredSortKey } },
      ConsistentRead: true,
    }),
  );
  const found = await ask("dynamodb:GetItem", table, asked);
  return mapFact(found, ({ Item }) => ({ name: table, finished: Item?.table?.S === table }));
}
