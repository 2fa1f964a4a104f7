import { paginateQuery } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { type Delivery, deliverySchema } from "./delivery.ts";
import { caseSortKey, type Table } from "./table.ts";

/** Everything stored under one reference: the item of the case, as it stands there, and its deliveries. */
export type Dossier = { case: unknown; deliveries: Delivery[] };

/** Reads a dossier consistently; undefined when there is no case of that reference. */
export async function readDossier(table: Table, reference: string): Promise<Dossier | undefined> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: "pk = :reference",
      ExpressionAttributeValues: marshall({ ":reference": reference }),
      ConsistentRead: true,
    },
  );
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of pages) items.push(...Items.map((item) => unmarshall(item)));
  const found = items.find((item) => item.sk === caseSortKey);
  if (!found) return undefined;
  const deliveries = items.filter((item) => item.kind === "delivery");
  return { case: found, deliveries: deliveries.map((item) => deliverySchema.parse(item)) };
}
