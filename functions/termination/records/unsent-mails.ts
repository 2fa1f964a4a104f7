import { BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { inChunks, inParallel } from "../../../shared/parallel.ts";
import { pendingShards } from "../../../shared/pending.ts";
import { readIndex } from "../../../shared/query.ts";
import { referencePrefixes } from "../../../shared/reference.ts";
import { caseSortKey, type ItemKey, type Table } from "../../../shared/table.ts";

/** How many items one call reads (DynamoDB API Reference, "BatchGetItem"). */
const readTogether = 100;

/** What those cases begin with whose mails go out before they are destroyed. */
const references = [referencePrefixes.request, referencePrefixes.contactChange].map((prefix) => `${prefix}-`);

/**
 * How many mails about requests for a controller, or about its contacts, SES has not taken yet: whoever was told that a
 * request was received relies on them. A case, or an entry of one, whose mails are not even planned counts as one. What a
 * call leaves unread counts too.
 */
export async function unsentMails(table: Table, controllerId: string): Promise<number> {
  const pending = await Promise.all(
    pendingShards.flatMap((shard) =>
      references.map((begin) => readIndex(table, "pending", shard, { references: begin })),
    ),
  );
  const counts = await inParallel(inChunks(pending.flat(), readTogether), 4, (some) =>
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
    // The case, or what the desk did with it.
    if (String(item.sk).startsWith(caseSortKey)) return item.pendingShard !== undefined;
    return item.state === "pending" || item.state === "sending";
  });
  return unsent.length + (UnprocessedKeys?.[table.name]?.Keys?.length ?? 0);
}
