import { type AttributeValue, paginateQuery, paginateScan } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { ItemKey } from "../../../shared/delete-items.ts";
import type { SharedCases } from "../../../shared/shared-cases.ts";
import { type Table, tableIndexes } from "../../../shared/table.ts";

/** The keys of the items that carry a controller's id, a page at a time. The index lags: some may be missing. */
export async function* indexedItems(table: Table, controllerId: string): AsyncGenerator<ItemKey[]> {
  const { name, partition } = tableIndexes.controller;
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      IndexName: name,
      KeyConditionExpression: "#partition = :id",
      ExpressionAttributeNames: { "#partition": partition },
      ExpressionAttributeValues: marshall({ ":id": controllerId }),
    },
  );
  for await (const { Items = [] } of pages) {
    yield Items.map(toKey);
  }
}

/**
 * The keys of all items that belong to a controller or name it, a page of the table at a time, read consistently: what
 * was there before the first page and is still there is among them.
 */
export async function* scannedItems(
  table: Table,
  controllerId: string,
  shared: SharedCases,
): AsyncGenerator<ItemKey[]> {
  const segments = [...new Set(shared.attributes.flatMap((path) => path.split(".")))];
  const nameOf = (segment: string) => `#a${segments.indexOf(segment)}`;
  const paths = shared.attributes.map((path) => path.split(".").map(nameOf).join("."));
  const pages = paginateScan(
    { client: table.client },
    {
      TableName: table.name,
      ConsistentRead: true,
      FilterExpression: "#controller = :id OR begins_with(pk, :shared)",
      ProjectionExpression: ["pk", "sk", "#controller", ...paths].join(", "),
      ExpressionAttributeNames: {
        "#controller": tableIndexes.controller.partition,
        ...Object.fromEntries(segments.map((segment) => [nameOf(segment), segment])),
      },
      ExpressionAttributeValues: marshall({ ":id": controllerId, ":shared": shared.prefix }),
    },
  );
  for await (const { Items = [] } of pages) {
    yield Items.map((item) => unmarshall(item))
      .filter((item) => item.controllerId === controllerId || shared.names(item, controllerId))
      .map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
  }
}

/** The keys of everything that stands under one reference, read consistently. */
export async function itemsUnder(table: Table, reference: string): Promise<ItemKey[]> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: "pk = :reference",
      ExpressionAttributeValues: marshall({ ":reference": reference }),
      ProjectionExpression: "pk, sk",
      ConsistentRead: true,
    },
  );
  const keys: ItemKey[] = [];
  for await (const { Items = [] } of pages) keys.push(...Items.map(toKey));
  return keys;
}

function toKey(item: Record<string, AttributeValue>): ItemKey {
  const { pk, sk } = unmarshall(item);
  return { pk: String(pk), sk: String(sk) };
}
