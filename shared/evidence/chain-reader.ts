import { paginateQuery } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { lastItem, readPartition } from "../query.ts";
import type { Table } from "../table.ts";
import { type Block, blockSchema, chainsPartition, numberKey } from "./block.ts";
import type { ChainName } from "./chain-name.ts";

/** The last block of a chain; undefined where it has none. */
export async function lastBlock(table: Table, chain: string): Promise<Block | undefined> {
  const item = await lastItem(table, chain);
  return item && blockSchema.parse(item);
}

/** The blocks of a chain after that number, in order; each as it is when the reading comes to it. */
export async function* readBlocks(table: Table, chain: string, after = 0): AsyncGenerator<Block> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: "pk = :chain AND sk > :after",
      ExpressionAttributeValues: marshall({ ":chain": chain, ":after": numberKey(after) }),
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) yield blockSchema.parse(unmarshall(item));
  }
}

/** The same from the last block to the first; with `before`, from the last that comes before that number. */
export async function* readBlocksBack(table: Table, chain: string, before?: number): AsyncGenerator<Block> {
  const pages = paginateQuery(
    { client: table.client, pageSize: 10 },
    {
      TableName: table.name,
      KeyConditionExpression: `pk = :chain${before === undefined ? "" : " AND sk < :before"}`,
      ExpressionAttributeValues: marshall({
        ":chain": chain,
        ...(before !== undefined && { ":before": numberKey(before) }),
      }),
      ConsistentRead: true,
      ScanIndexForward: false,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) yield blockSchema.parse(unmarshall(item));
  }
}

/** The names of all chains, each from just before its first block on. */
export async function listChains(table: Table): Promise<ChainName[]> {
  const items = await readPartition(table, chainsPartition);
  return items.map(({ sk }) => sk as ChainName);
}
