import { type AttributeValue, GetItemCommand, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Delivery } from "../../shared/delivery.ts";
import { readDossier } from "../../shared/dossier.ts";
import { caseSortKey, destructionSortKey, entrySortKey, type Table } from "../../shared/table.ts";
import {
  type Termination,
  type TerminationEntry,
  type TerminationHistory,
  terminationEntrySchema,
  terminationSchema,
} from "./agreement.ts";
import { type Destruction, destructionSchema } from "./destruction.ts";

/** Everything that is known of the end of an agreement, and the mails it gave rise to. */
export type TerminationDossier = TerminationHistory & { deliveries: readonly Delivery[] };

/** A termination, its entries and its deliveries, read consistently; undefined when there is none of that reference. */
export async function readTermination(
  table: Table,
  reference: string,
): Promise<TerminationDossier | undefined> {
  const dossier = await readDossier(table, reference);
  return (
    dossier && {
      case: terminationSchema.parse(dossier.case),
      entries: dossier.entries.map((entry) => terminationEntrySchema.parse(entry)),
      deliveries: dossier.deliveries,
    }
  );
}

/** How far the destruction of that termination is, read consistently; undefined when there is none. */
export async function readDestruction(table: Table, reference: string): Promise<Destruction | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: keyOf(reference, destructionSortKey),
      ConsistentRead: true,
    }),
  );
  return Item && destructionSchema.parse(unmarshall(Item));
}

/** Stores a termination, on condition that there is none of its reference. */
export function terminationPut(table: Table, opened: Termination): TransactWriteItem {
  return newItem(table, caseSortKey, opened);
}

/** Stores an entry, on condition that its sequence number is free. */
export function entryPut(table: Table, entry: TerminationEntry): TransactWriteItem {
  return newItem(table, entrySortKey(entry.sequence), entry);
}

/** Stores how far a destruction is, on condition that there is none of its reference. */
export function destructionPut(table: Table, destruction: Destruction): TransactWriteItem {
  return newItem(table, destructionSortKey, destruction);
}

/** Removes it again; nothing happens where there is none. */
export function destructionDelete(table: Table, reference: string): TransactWriteItem {
  return { Delete: { TableName: table.name, Key: keyOf(reference, destructionSortKey) } };
}

function newItem(table: Table, sortKey: string, item: { reference: string }): TransactWriteItem {
  return {
    Put: {
      TableName: table.name,
      Item: { ...marshall(item, { removeUndefinedValues: true }), ...keyOf(item.reference, sortKey) },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
}

function keyOf(reference: string, sortKey: string): Record<string, AttributeValue> {
  return marshall({ pk: reference, sk: sortKey });
}
