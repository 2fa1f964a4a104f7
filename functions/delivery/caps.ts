import { createHash } from "node:crypto";
import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { dayMilliseconds } from "../../shared/dates.ts";
import type { Desk } from "../../shared/flow.ts";
import { comparableAddress } from "../../shared/mail-address.ts";
import { capsPartition, type Table } from "../../shared/table.ts";

/** Whom an acknowledgement goes to, and the controller that it is about, where one is known. */
export type Acknowledged = { address: string; controllerId: string | undefined };

/**
 * Counts one more acknowledgement to an address about a controller, within the day of that instant in UTC; false where it
 * is one too many. Where the count is stored and the delivery then is not, or the answer was lost, one is counted too
 * many: at worst somebody gets one acknowledgement fewer that day, and has the receipt.
 */
export function countAcknowledgement(
  table: Table,
  { address, controllerId = "" }: Acknowledged,
  most: number,
  at: Date,
): Promise<boolean> {
  const what = ["acknowledgement", controllerId, comparableAddress(address)];
  return countUpTo(table, { what, milliseconds: dayMilliseconds }, most, at);
}

/** Counts one more mail to a desk, within the hour of that instant; false where it is one too many. */
export function countDeskMail(table: Table, desk: Desk, most: number, at: Date): Promise<boolean> {
  return countUpTo(table, { what: ["desk mail", desk], milliseconds: 3_600_000 }, most, at);
}

/** What is counted, and the length of the windows that it is counted in. */
type Cap = { what: readonly string[]; milliseconds: number };

/**
 * Counts within the window of that instant. A single write, no transaction: those of one address that come at once would
 * only be in each other's way, and their cases would fail. The item holds a number; what is counted stands in its key as a
 * SHA-256 only. Whoever knows an address could still compute that again, so the item does not live long.
 */
async function countUpTo(
  { client, name }: Table,
  { what, milliseconds }: Cap,
  most: number,
  at: Date,
): Promise<boolean> {
  const start = at.getTime() - (at.getTime() % milliseconds);
  const expiresAt = (start + milliseconds + dayMilliseconds) / 1_000;
  const sk = createHash("sha256")
    .update(JSON.stringify([...what, start]))
    .digest("base64url");
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: marshall({ pk: capsPartition, sk }),
        UpdateExpression: "SET #kind = :kind, v = :v, expiresAt = :expiresAt ADD #count :one",
        ConditionExpression: "attribute_not_exists(#count) OR #count < :most",
        ExpressionAttributeNames: { "#kind": "kind", "#count": "count" },
        ExpressionAttributeValues: marshall({
          ":kind": "cap",
          ":v": 1,
          ":expiresAt": expiresAt,
          ":one": 1,
          ":most": most,
        }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
