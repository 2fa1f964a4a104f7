import {
  type AttributeValue,
  DescribeTableCommand,
  type DynamoDBClient,
  ListTablesCommand,
  paginateScan,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { startDynamoDbLocal } from "../../infra/local/dynamodb/dynamodb-local.ts";
import type { WireRecord } from "../../infra/local/streams/get-records.ts";
import { listShards } from "../../infra/local/streams/list-shards.ts";
import { openShard } from "../../infra/local/streams/shard-reader.ts";
import { tableIndexes, tableKeys } from "../../shared/table.ts";
import { anyCredentials, dynamoDbClient } from "../support/dynamodb.ts";

/** The writes under one partition key: in all, and in the second with the most of them. */
export type KeyWrites = { key: string; writes: number; mostInASecond: number };

/** The writes to a table or to one of its indexes, and the partition key that got the most. */
export type Writes = { where: string; writes: number; keys: number; hottest: KeyWrites };

/** What is counted: writes by partition key and second. */
type Counter = { add: (key: string, second: number) => void; total: () => Writes };

/**
 * Counts the writes that a local run has made since an instant, as its data folder tells of them when it has ended: those of
 * the table and its indexes by its stream, those of the evidence by its blocks.
 * @param folder where DynamoDB Local has its data
 */
export async function countWrites(folder: string, since: Date): Promise<Writes[]> {
  const dynamodb = await startDynamoDbLocal({ folder });
  try {
    const client = dynamoDbClient(dynamodb.endpoint);
    const tables = await describeTables(client);
    const main = tables.find(({ GlobalSecondaryIndexes }) => GlobalSecondaryIndexes);
    const evidence = tables.find((table) => table !== main);
    if (!main || !evidence) throw new Error("the folder does not hold the tables of the stack");
    const { region } = client.config;
    const streams = new DynamoDBStreamsClient({
      endpoint: dynamodb.endpoint,
      region,
      credentials: anyCredentials,
    });
    const ofTable = await countChanges(streams, main.LatestStreamArn ?? "", since);
    return [...ofTable, await countBlocks(client, evidence.TableName ?? "", since)];
  } finally {
    await dynamodb.close();
  }
}

async function describeTables(client: DynamoDBClient): Promise<TableDescription[]> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const tables = await Promise.all(
    TableNames.map((TableName) => client.send(new DescribeTableCommand({ TableName }))),
  );
  return tables.flatMap(({ Table = [] }) => Table);
}

async function countChanges(
  streams: DynamoDBStreamsClient,
  streamArn: string,
  since: Date,
): Promise<Writes[]> {
  const base = counter("table");
  const indexes = Object.values(tableIndexes).map((index) => ({
    ...index,
    ...counter(`index ${index.name}`),
  }));
  let at = 0;
  for await (const { dynamodb } of changesIn(streams, streamArn)) {
    const { Keys, OldImage, NewImage } = dynamodb ?? {};
    // The stream of DynamoDB Local tells the minute; what carries no stamp was written about when the one before it was.
    at = NewImage?.writtenAt?.S === undefined ? at : Date.parse(NewImage.writtenAt.S);
    if (at < since.getTime()) continue;
    const second = Math.floor(at / 1_000);
    base.add(Keys?.[tableKeys.partition]?.S ?? "", second);
    for (const { partition, sort, add } of indexes) {
      const [before, after] = [OldImage, NewImage].map((image) => [image?.[partition]?.S, image?.[sort]?.S]);
      if (before?.join() === after?.join()) continue;
      // An index holds what has both attributes; what changes place in it is deleted there and put here.
      for (const [key, place] of [before ?? [], after ?? []]) if (key && place) add(key, second);
    }
  }
  return [base, ...indexes].map(({ total }) => total());
}

async function* changesIn(streams: DynamoDBStreamsClient, streamArn: string): AsyncGenerator<WireRecord> {
  for (const shardId of (await listShards(streams, streamArn)).keys()) {
    const shard = openShard(streams, { streamArn, shardId, after: undefined, start: "TRIM_HORIZON" });
    for (let isOver = false; !isOver; ) {
      const { records, ended } = await shard.read(1_000);
      yield* records;
      isOver = ended || records.length === 0;
    }
  }
}

/** A block stands under its chain; of its writes those count that write a whole kilobyte each, as DynamoDB counts them. */
async function countBlocks(client: DynamoDBClient, TableName: string, since: Date): Promise<Writes> {
  const { add, total } = counter("evidence, in KB");
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    for (const { at, pk, lines } of Items) {
      if (!at?.S || new Date(at.S) < since) continue;
      const second = Math.floor(Date.parse(at.S) / 1_000);
      for (let n = 0; n < kilobytesOf(lines); n++) add(pk?.S ?? "", second);
    }
  }
  return total();
}

function kilobytesOf(lines: AttributeValue | undefined): number {
  return Math.ceil((Buffer.byteLength(lines?.S ?? "") + 1_000) / 1_024);
}

function counter(where: string): Counter {
  const byKey = new Map<string, Map<number, number>>();
  return {
    add(key, second) {
      const seconds = byKey.get(key) ?? new Map<number, number>();
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
      byKey.set(key, seconds);
    },
    total() {
      const keys = [...byKey].map(([key, seconds]): KeyWrites => {
        const counts = [...seconds.values()];
        return {
          key,
          writes: counts.reduce((sum, count) => sum + count, 0),
          mostInASecond: Math.max(...counts),
        };
      });
      const nothing: KeyWrites = { key: "", writes: 0, mostInASecond: 0 };
      return {
        where,
        writes: keys.reduce((sum, { writes }) => sum + writes, 0),
        keys: keys.length,
        hottest: keys.reduce((most, one) => (one.writes > most.writes ? one : most), nothing),
      };
    },
  };
}
