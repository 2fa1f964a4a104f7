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
 * @param moved on which list of the index `register` the case is from then on, or on none; as before where this is absent
 * @throws Refusal `body_too_large` when DynamoDB would not take it, without a call
 */
export async function putBesideCase(
  table: Table,
  sortKey: string,
  item: { reference: string },
  edition: number | undefined,
  moved?: { register: string | undefined },
): Promise<Placed> {
  const onCase = {
    TableName: table.name,
    Key: marshall({ pk: item.reference, sk: caseSortKey }),
    ...sameEdition(edition),
  };
  const TransactItems = [
    { Put: newItem(table, sortKey, item) },
    moved ? { Update: listed(onCase, moved.register) } : { ConditionCheck: onCase },
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

function listed<C extends ReturnType<typeof sameEdition>>(onCase: C, register: string | undefined) {
  return {
    ...onCase,
    UpdateExpression: register === undefined ? "REMOVE #register" : "SET #register = :register",
    ExpressionAttributeNames: { "#register": "register" },
    ...(register !== undefined && {
      ExpressionAttributeValues: {
        ...onCase.ExpressionAttributeValues,
        ...marshall({ ":register": register }),
      },
    }),
  };
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
