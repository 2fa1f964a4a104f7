import { paginateQuery } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { type Delivery, deliverySchema } from "./delivery.ts";
import { caseSortKey, type Table } from "./table.ts";

/** Everything stored under one reference. */
export type Dossier = {
  /** The item of the case, as it stands there. */
  case: unknown;
  /** What happened to the case, oldest first, as it stands there. */
  entries: unknown[];
  deliveries: Delivery[];
  /** The sort keys of those, of the case and its entries, that still wait for their deliveries to be stored. */
  unplanned: string[];
};

/**
 * Reads a dossier consistently; undefined when there is no case of that reference. It is read from its end: each item as
 * it is then, so that whatever asked for a delivery is read after that delivery and never missing beside it.
 */
export async function readDossier(table: Table, reference: string): Promise<Dossier | undefined> {
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: "pk = :reference",
      ExpressionAttributeValues: marshall({ ":reference": reference }),
      ConsistentRead: true,
      ScanIndexForward: false,
    },
  );
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of pages) items.push(...Items.map((item) => unmarshall(item)));
  items.reverse();
  const found = items.find(({ sk }) => sk === caseSortKey);
  if (!found) return undefined;
  const entries = items.filter(({ sk }) => String(sk).startsWith(`${caseSortKey}#`));
  const deliveries = items.filter(({ kind }) => kind === "delivery");
  const unplanned = [found, ...entries].filter(({ pendingShard }) => pendingShard !== undefined);
  return {
    case: found,
    entries,
    deliveries: deliveries.map((item) => deliverySchema.parse(item)),
    unplanned: unplanned.map(({ sk }) => String(sk)),
  };
}
