import { type AttributeValue, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { caseSortKey, type Table } from "../../shared/table.ts";

type Item = Record<string, AttributeValue>;

/** What the intake stored, out of the receipt that it gave. */
export async function storedItem({ client, name }: Table, receipt: string): Promise<Item> {
  const { reference } = JSON.parse(receipt);
  const Key = { pk: { S: reference }, sk: { S: caseSortKey } };
  const { Item } = await client.send(new GetItemCommand({ TableName: name, Key }));
  if (!Item) throw new Error("the intake stored nothing");
  return Item;
}

/** The same item under the n-th of many keys that nothing has, each as long as a reference. */
export function nthLike(item: Item, n: number): Item {
  return { ...item, pk: { S: `${item.pk?.S?.slice(0, -6)}${String(n).padStart(6, "0")}` } };
}
