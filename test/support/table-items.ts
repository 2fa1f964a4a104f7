import { BatchWriteItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { inChunks, inParallel } from "../../shared/parallel.ts";
import { readPartition, type StoredItem } from "../../shared/query.ts";
import type { ItemKey, Table } from "../../shared/table.ts";

/** Puts these items into the table, whatever stands there. */
export async function putItems(table: Table, items: readonly StoredItem[]): Promise<void> {
  await inParallel(inChunks(items, 25), 8, async (batch) => {
    const requests = batch.map((item) => ({
      PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) },
    }));
    await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }));
  });
}

/** Every item in the table without its stamp, as `partition/sort key` and in that order. */
export async function itemsIn(table: Table): Promise<Map<string, StoredItem>> {
  const pages = paginateScan({ client: table.client }, { TableName: table.name, ConsistentRead: true });
  const items: StoredItem[] = [];
  for await (const { Items = [] } of pages)
    items.push(...Items.map((item) => unmarshall(item) as StoredItem));
  return toMap(items);
}

/** Every item under a reference, likewise. */
export async function itemsUnder(table: Table, reference: string): Promise<Map<string, StoredItem>> {
  return toMap(await readPartition(table, reference));
}

/** What was written of an item: all of it but what the client stamps it with. The registry counts its revisions itself. */
export function withoutStamp(item: StoredItem): StoredItem {
  const { salt: _, revision, writtenAt: __, ...written } = item;
  return item.kind === "controller-registry" ? { ...written, revision } : written;
}

/** An item's key, as one text. */
export function keyText({ pk, sk }: ItemKey): string {
  return `${pk}/${sk}`;
}

function toMap(items: readonly StoredItem[]): Map<string, StoredItem> {
  const entries = items.map((item): [string, StoredItem] => [
    keyText(item),
    withoutStamp(item) as StoredItem,
  ]);
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
