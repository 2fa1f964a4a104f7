import { setTimeout } from "node:timers/promises";
import { BatchWriteItemCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { inChunks } from "./parallel.ts";
import { type ItemKey, type Table, tableKeys } from "./table.ts";

/** How many items one call deletes or puts (DynamoDB API Reference, "BatchWriteItem"). */
export const deletedTogether = 25;

/**
 * Deletes items, one call after the other. What a call leaves out, because it comes too fast, is asked for again.
 * @throws Error when the table kept leaving some of them out
 */
export async function deleteItems(table: Table, keys: readonly ItemKey[]): Promise<void> {
  await writeItems(
    table,
    keys.map(({ pk, sk }) => ({
      DeleteRequest: { Key: marshall({ [tableKeys.partition]: pk, [tableKeys.sort]: sk }) },
    })),
  );
}

/**
 * Puts and deletes items, one call after the other; what is put is not stamped. What a call leaves out is asked for again.
 * @throws Error when the table kept leaving some of them out
 */
export async function writeItems(table: Table, requests: readonly WriteRequest[]): Promise<void> {
  for (const some of inChunks(requests, deletedTogether)) await writeBatch(table, some);
}

async function writeBatch(table: Table, requests: WriteRequest[]): Promise<void> {
  let missing = requests;
  for (let attempt = 0; attempt < 8; attempt++) {
    if (attempt > 0) await setTimeout(Math.random() * 50 * 2 ** attempt);
    const { UnprocessedItems } = await table.client.send(
      new BatchWriteItemCommand({ RequestItems: { [table.name]: missing } }),
    );
    missing = UnprocessedItems?.[table.name] ?? [];
    if (missing.length === 0) return;
  }
  throw new Error("the table kept leaving items out of a batch");
}
