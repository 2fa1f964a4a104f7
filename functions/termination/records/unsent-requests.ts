import { BatchGetItemCommand, paginateQuery } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { ItemKey } from "../../../shared/delete-items.ts";
import { inParallel } from "../../../shared/parallel.ts";
import { pendingShards } from "../../../shared/pending.ts";
import { referencePrefixes } from "../../../shared/reference.ts";
import { caseSortKey, type Table, tableIndexes } from "../../../shared/table.ts";

/** How many items one call reads (DynamoDB API Reference, "BatchGetItem"). */
const readTogether = 100;

/**
 * How many mails about requests for a controller SES has not taken yet: whoever was told that a request was received
 * relies on them. A request whose mails are not even planned counts as one. What a call leaves unread counts too.
 */
export async function unsentRequests(table: Table, controllerId: string): Promise<number> {
  const shards = await inParallel(pendingShards, pendingShards.length, (shard) => pendingIn(table, shard));
  const keys = shards.flat();
  const batches = Array.from({ length: Math.ceil(keys.length / readTogether) }, (_, n) =>
    keys.slice(n * readTogether, (n + 1) * readTogether),
  );
  const counts = await inParallel(batches, 4, (some) => countIn(table, some, controllerId));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The keys of all items about requests that are pending in this shard. */
async function pendingIn(table: Table, shard: string): Promise<ItemKey[]> {
  const { name, partition } = tableIndexes.pending;
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      IndexName: name,
      KeyConditionExpression: "#partition = :shard",
      FilterExpression: "begins_with(pk, :requests)",
      ExpressionAttributeNames: { "#partition": partition },
      ExpressionAttributeValues: marshall({ ":shard": shard, ":requests": `${referencePrefixes.request}-` }),
    },
  );
  const keys: ItemKey[] = [];
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const { pk, sk } = unmarshall(item);
      keys.push({ pk: String(pk), sk: String(sk) });
    }
  }
  return keys;
}

async function countIn(table: Table, keys: readonly ItemKey[], controllerId: string): Promise<number> {
  const { Responses, UnprocessedKeys } = await table.client.send(
    new BatchGetItemCommand({
      RequestItems: {
        [table.name]: {
          Keys: keys.map(({ pk, sk }) => marshall({ pk, sk })),
          ConsistentRead: true,
          ProjectionExpression: "sk, controllerId, #state, pendingShard",
          ExpressionAttributeNames: { "#state": "state" },
        },
      },
    }),
  );
  const unsent = (Responses?.[table.name] ?? []).filter((attributes) => {
    const item = unmarshall(attributes);
    if (item.controllerId !== controllerId) return false;
    if (item.sk === caseSortKey) return item.pendingShard !== undefined;
    return item.state === "pending" || item.state === "sending";
  });
  return unsent.length + (UnprocessedKeys?.[table.name]?.Keys?.length ?? 0);
}
