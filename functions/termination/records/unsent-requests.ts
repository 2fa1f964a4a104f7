import { BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { inChunks, inParallel } from "../../../shared/parallel.ts";
import { pendingShards } from "../../../shared/pending.ts";
import { readIndex } from "../../../shared/query.ts";
import { referencePrefixes } from "../../../shared/reference.ts";
import { caseSortKey, type ItemKey, type Table } from "../../../shared/table.ts";

/** How many items one call reads (DynamoDB API Reference, "BatchGetItem"). */
const readTogether = 100;

/**
 * How many mails about requests for a controller SES has not taken yet: whoever was told that a request was received
 * relies on them. A request whose mails are not even planned counts as one. What a call leaves unread counts too.
 */
export async function unsentRequests(table: Table, controllerId: string): Promise<number> {
  const range = { references: `${referencePrefixes.request}-` };
  const shards = await Promise.all(pendingShards.map((shard) => readIndex(table, "pending", shard, range)));
  const counts = await inParallel(inChunks(shards.flat(), readTogether), 4, (some) =>
    countIn(table, some, controllerId),
  );
  return counts.reduce((sum, count) => sum + count, 0);
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
