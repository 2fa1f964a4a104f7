import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { readItem } from "../../shared/evidence/read-item.ts";
import type { Call } from "../../shared/http/door.ts";
import { Refusal } from "../../shared/refusal.ts";
import { type ItemKey, itemKey, type Table, unrecordedPartitions } from "../../shared/table.ts";
import { type ItemRow, rowOf } from "./item-row.ts";
import { queryOf } from "./page-query.ts";

const itemsQuery = z.strictObject({ cursor: z.optional(z.string()) });

/**
 * A page of the items that are there, each as it is when the reading comes to it; `cursor` is where the next page begins.
 * @throws Refusal `invalid_input`
 */
export async function itemsPage(table: Table, call: Call): Promise<{ items: ItemRow[]; cursor?: string }> {
  const { cursor } = queryOf(itemsQuery, call);
  // One page of a Scan reads 1 MB (DynamoDB Developer Guide, "Scanning tables"), which is less than an answer holds.
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new ScanCommand({
      TableName: table.name,
      ConsistentRead: true,
      ...(cursor !== undefined && { ExclusiveStartKey: marshall(keyIn(cursor)) }),
    }),
  );
  const items = Items.map(readItem)
    .map((item) => ({ ...item, ...itemKey(item) }))
    .filter(({ pk }) => !unrecordedPartitions.includes(pk))
    .map(rowOf);
  return { items, ...(LastEvaluatedKey && { cursor: cursorOf(itemKey(unmarshall(LastEvaluatedKey))) }) };
}

function cursorOf({ pk, sk }: ItemKey): string {
  return Buffer.from(JSON.stringify([pk, sk])).toString("base64url");
}

const cursorSchema = z.tuple([z.string().check(z.minLength(1)), z.string().check(z.minLength(1))]);

/** @throws Refusal `invalid_input` */
function keyIn(cursor: string): ItemKey {
  try {
    const [pk, sk] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { pk, sk };
  } catch (cause) {
    const errors = [{ pointer: "/cursor", code: "This is no cursor of an answer." }];
    throw new Refusal("invalid_input", { errors, cause });
  }
}
