import {
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type * as z from "zod/mini";
import { sameEdition } from "./case-edition.ts";
import { Refusal } from "./refusal.ts";
import { caseSortKey, type Table } from "./table.ts";

/** The largest item that DynamoDB takes, in bytes (DynamoDB Developer Guide, "Quotas", "Item size"). */
const largestItem = 400 * 1024;

/**
 * Stores an item of a case unless there is one under that sort key: the one write that is both the commit and the check
 * for a repetition. Gives what stands there already, or undefined when this one was stored.
 * @throws Refusal `body_too_large` when DynamoDB would not take it, without a call
 */
export async function putOnce(table: Table, sortKey: string, item: { reference: string }): Promise<unknown> {
  try {
    await table.client.send(new PutItemCommand(newItem(table, sortKey, item)));
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException && error.Item) return unmarshall(error.Item);
    throw error;
  }
}

/** What became of an item that was to be put beside its case; `case_busy` when somebody else was just writing there. */
export type Placed = "stored" | "case_changed" | "case_busy" | { standsThere: unknown };

/**
 * The same for an item beside a case, which has to be there still, in the edition in which it was read.
 * @throws Refusal `body_too_large` when DynamoDB would not take it, without a call
 */
export async function putBesideCase(
  table: Table,
  sortKey: string,
  item: { reference: string },
  edition: number | undefined,
): Promise<Placed> {
  const Key = marshall({ pk: item.reference, sk: caseSortKey });
  const TransactItems = [
    { Put: newItem(table, sortKey, item) },
    { ConditionCheck: { TableName: table.name, Key, ...sameEdition(edition) } },
  ];
  try {
    await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
    return "stored";
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    const [put, check] = reasons;
    if (put?.Code === "ConditionalCheckFailed" && put.Item) return { standsThere: unmarshall(put.Item) };
    if (check?.Code === "ConditionalCheckFailed") return "case_changed";
    if (reasons.some(({ Code }) => Code === "TransactionConflict")) return "case_busy";
    throw error;
  }
}

function newItem(table: Table, sortKey: string, item: { reference: string }) {
  const stored = { pk: item.reference, sk: sortKey, ...item };
  // In items of texts, as cases are, JSON's quotes, colons and commas outweigh what DynamoDB counts for structure.
  if (Buffer.byteLength(JSON.stringify(stored)) > largestItem) throw new Refusal("body_too_large");
  return {
    TableName: table.name,
    Item: marshall(stored, { removeUndefinedValues: true }),
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
}

/**
 * Stores a case under its reference, unless there is one.
 * @returns the case that stands there already, or undefined when this one was stored
 * @throws Refusal `body_too_large`
 */
export async function putCase<C extends { reference: string }>(
  table: Table,
  schema: z.ZodMiniType<C>,
  newCase: C,
): Promise<C | undefined> {
  const existing = await putOnce(table, caseSortKey, newCase);
  return existing === undefined ? undefined : schema.parse(existing);
}
