import {
  type AttributeValue,
  BatchWriteItemCommand,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { inParallel } from "../../shared/parallel.ts";
import type { Table } from "../../shared/table.ts";

/** An item as it stands in the table. */
export type StoredItem = Record<string, unknown> & { pk: string; sk: string };

/** Puts these items into the table, whatever stands there. */
export async function putItems(table: Table, items: readonly StoredItem[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, n) =>
    items.slice(n * 25, n * 25 + 25),
  );
  await inParallel(batches, 8, async (batch) => {
    const requests = batch.map((item) => ({
      PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) },
    }));
    await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }));
  });
}

/** Every item in the table, as `partition/sort key` and in that order. */
export async function itemsIn(table: Table): Promise<Map<string, StoredItem>> {
  return toMap(paginateScan({ client: table.client }, { TableName: table.name, ConsistentRead: true }));
}

/** Every item under a reference, likewise. */
export async function itemsUnder(table: Table, reference: string): Promise<Map<string, StoredItem>> {
  return toMap(
    paginateQuery(
      { client: table.client },
      {
        TableName: table.name,
        KeyConditionExpression: "pk = :reference",
        ExpressionAttributeValues: marshall({ ":reference": reference }),
        ConsistentRead: true,
      },
    ),
  );
}

type Page = { Items?: Record<string, AttributeValue>[] | undefined };

async function toMap(pages: AsyncIterable<Page>): Promise<Map<string, StoredItem>> {
  const entries: [string, StoredItem][] = [];
  for await (const { Items = [] } of pages) {
    const items = Items.map((item) => unmarshall(item) as StoredItem);
    entries.push(...items.map((item): [string, StoredItem] => [`${item.pk}/${item.sk}`, item]));
  }
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
