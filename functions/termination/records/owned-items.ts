import { paginateScan } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { SharedCases } from "../../../shared/shared-cases.ts";
import { type ItemKey, itemKey, type Table, tableIndexes } from "../../../shared/table.ts";

/**
 * The keys of all items that belong to a controller or name it, a page of the table at a time, read consistently: what
 * was there before the first page and is still there is among them.
 */
export async function* scannedItems(
  table: Table,
  controllerId: string,
  shared: SharedCases,
): AsyncGenerator<ItemKey[]> {
  const { names, paths } = controllerPaths(shared);
  const pages = paginateScan(
    { client: table.client },
    {
      TableName: table.name,
      ConsistentRead: true,
      FilterExpression: "#controller = :id OR begins_with(pk, :shared)",
      ProjectionExpression: paths,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: marshall({ ":id": controllerId, ":shared": shared.prefix }),
    },
  );
  for await (const { Items = [] } of pages) {
    yield Items.map((item) => unmarshall(item))
      .filter((item) => item.controllerId === controllerId || shared.names(item, controllerId))
      .map(itemKey);
  }
}

/** What a scan has to read of an item to know which controllers it belongs to or names: a projection and its names. */
export function controllerPaths(shared: SharedCases): { paths: string; names: Record<string, string> } {
  const segments = [...new Set(shared.attributes.flatMap((path) => path.split(".")))];
  const nameOf = (segment: string) => `#a${segments.indexOf(segment)}`;
  const paths = shared.attributes.map((path) => path.split(".").map(nameOf).join("."));
  return {
    paths: ["pk", "sk", "#controller", ...paths].join(", "),
    names: {
      "#controller": tableIndexes.controller.partition,
      ...Object.fromEntries(segments.map((segment) => [nameOf(segment), segment])),
    },
  };
}
