import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Desk } from "../../../shared/flow.ts";
import { caseSortKey, type Table } from "../../../shared/table.ts";
import { outsideTransactions } from "../../../shared/transactions.ts";
import { countDeskMail } from "../caps.ts";
import { digestAt, mostReferences } from "./digest.ts";

/**
 * Counts one more mail to a desk within the hour of that instant. Where it is one too many, notes the case that it is of in
 * the desk's digest, and gives true.
 */
export async function digest(
  table: Table,
  { reference, desk }: { reference: string; desk: Desk },
  most: number,
  at: Date,
): Promise<boolean> {
  if (await countDeskMail(table, desk, most, at)) return false;
  const isNoted = await note(table, reference, desk, at);
  if (!isNoted) await countMore(table, desk, at);
  return true;
}

/**
 * Notes a case in the digest that gathers at that instant, and makes it where it is the first; done again, it changes
 * nothing. False where the digest names as many as it can. Each time the digest comes to be pending again: so it is found,
 * once it is due, whatever became of the stream's record of it.
 */
async function note(table: Table, reference: string, desk: Desk, at: Date): Promise<boolean> {
  const fields = digestAt(desk, at);
  const names = Object.keys(fields);
  const command = new UpdateItemCommand({
    ...keyOf(table, fields),
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")} ADD #references :noted`,
    ConditionExpression:
      "attribute_not_exists(#references) OR contains(#references, :one) OR size(#references) < :most",
    ExpressionAttributeNames: {
      "#references": "references",
      ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: marshall({
      ":noted": new Set([reference]),
      ":one": reference,
      ":most": mostReferences,
      ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`:${name}`, value])),
    }),
  });
  try {
    await outsideTransactions(() => table.client.send(command));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function countMore(table: Table, desk: Desk, at: Date): Promise<void> {
  const command = new UpdateItemCommand({
    ...keyOf(table, digestAt(desk, at)),
    UpdateExpression: "ADD #more :one",
    ExpressionAttributeNames: { "#more": "more" },
    ExpressionAttributeValues: marshall({ ":one": 1 }),
  });
  await outsideTransactions(() => table.client.send(command));
}

function keyOf({ name }: Table, { reference }: { reference: string }) {
  return { TableName: name, Key: marshall({ pk: reference, sk: caseSortKey }) };
}
