import { paginateQuery, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { type ItemKey, itemKey, type Table, tableIndexes, tableKeys } from "./table.ts";

/** An item as it stands in the table: of its fields nothing is known but the keys. */
export type StoredItem = ItemKey & Record<string, unknown>;

/** Which items of a partition are wanted, and how. */
type PartitionRange = {
  /** Where given, only those whose sort key begins so. */
  sortKeys?: string;
  /** From the last to the first; the result stands in the order of the sort keys all the same. */
  fromTheEnd?: boolean;
};

/** The items of one partition, in the order of their sort keys; each as it is when the reading comes to it. */
export async function readPartition(
  table: Table,
  partition: string,
  { sortKeys, fromTheEnd = false }: PartitionRange = {},
): Promise<StoredItem[]> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: `#pk = :partition${sortKeys === undefined ? "" : " AND begins_with(#sk, :sortKeys)"}`,
      ExpressionAttributeNames: {
        "#pk": tableKeys.partition,
        ...(sortKeys !== undefined && { "#sk": tableKeys.sort }),
      },
      ExpressionAttributeValues: marshall(
        { ":partition": partition, ":sortKeys": sortKeys },
        { removeUndefinedValues: true },
      ),
      ConsistentRead: true,
      ScanIndexForward: !fromTheEnd,
    },
  );
  const items: StoredItem[] = [];
  for await (const { Items = [] } of pages) {
    for (const attributes of Items) {
      const item = unmarshall(attributes);
      items.push({ ...item, ...itemKey(item) });
    }
  }
  return fromTheEnd ? items.reverse() : items;
}

/**
 * The last item of a partition, read consistently; undefined where there is none.
 * @param before where given, the last of those whose sort key comes before it
 */
export async function lastItem(
  table: Table,
  partition: string,
  before?: string,
): Promise<Record<string, unknown> | undefined> {
  const { Items: [item] = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: `#pk = :partition${before === undefined ? "" : " AND #sk < :before"}`,
      ExpressionAttributeNames: {
        "#pk": tableKeys.partition,
        ...(before !== undefined && { "#sk": tableKeys.sort }),
      },
      ExpressionAttributeValues: marshall(
        { ":partition": partition, ":before": before },
        { removeUndefinedValues: true },
      ),
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 1,
    }),
  );
  return item && unmarshall(item);
}

/** The key of an item in an index, and by what it is sorted there. */
export type IndexEntry = ItemKey & { sortedBy: string };

/** Which entries of an index are wanted. */
type IndexRange = {
  /** Where given, only those sorted by this or less. */
  until?: string;
  /** Where given, only those under references that begin so. */
  references?: string;
  /** The greatest first. */
  descending?: boolean;
};

/**
 * The entries of one partition of an index, a page at a time. An index follows the table: what was written within the
 * last second may be missing (DynamoDB Developer Guide, "Using Global Secondary Indexes").
 */
export async function* queryIndex(
  table: Table,
  index: keyof typeof tableIndexes,
  partitionValue: string,
  { until, references, descending = false }: IndexRange = {},
): AsyncGenerator<IndexEntry[]> {
  const { name, partition, sort } = tableIndexes[index];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      IndexName: name,
      KeyConditionExpression: `#partition = :partition${until === undefined ? "" : " AND #sort <= :until"}`,
      ...(references !== undefined && { FilterExpression: "begins_with(#pk, :references)" }),
      ExpressionAttributeNames: {
        "#partition": partition,
        ...(until !== undefined && { "#sort": sort }),
        ...(references !== undefined && { "#pk": tableKeys.partition }),
      },
      ExpressionAttributeValues: marshall(
        { ":partition": partitionValue, ":until": until, ":references": references },
        { removeUndefinedValues: true },
      ),
      ScanIndexForward: !descending,
    },
  );
  for await (const { Items = [] } of pages) {
    yield Items.map((attributes) => {
      const item = unmarshall(attributes);
      return { ...itemKey(item), sortedBy: String(item[sort]) };
    });
  }
}

/** All entries of one partition of an index, together. */
export async function readIndex(...which: Parameters<typeof queryIndex>): Promise<IndexEntry[]> {
  const entries: IndexEntry[] = [];
  for await (const page of queryIndex(...which)) entries.push(...page);
  return entries;
}
