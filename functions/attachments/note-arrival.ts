import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { type Upload, uploadSchema, uploadSortKey } from "../../shared/attachments/upload.ts";
import type { Table } from "../../shared/table.ts";
import { outsideTransactions } from "../../shared/transactions.ts";

/**
 * Writes down when the file of a form arrived, unless that stands there.
 * @returns the instant that stands there then; undefined where the form is gone
 */
export async function noteArrival(table: Table, upload: Upload, at: Date): Promise<string | undefined> {
  return (await note(table, upload, "arrivedAt = if_not_exists(arrivedAt, :at)", at))?.arrivedAt;
}

/** Writes down that the file of a form came and was dropped, where the form is still there. */
export async function noteDrop(table: Table, upload: Upload, at: Date): Promise<void> {
  await note(table, upload, "arrivedAt = if_not_exists(arrivedAt, :at), droppedAt = :at", at);
}

async function note(
  table: Table,
  { reference, number, id }: Upload,
  sets: string,
  at: Date,
): Promise<Upload | undefined> {
  const write = () =>
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: marshall({ pk: reference, sk: uploadSortKey(number) }),
        UpdateExpression: `SET ${sets}`,
        ConditionExpression: "id = :id",
        ExpressionAttributeValues: marshall({ ":at": at.toISOString(), ":id": id }),
        ReturnValues: "ALL_NEW",
      }),
    );
  try {
    const { Attributes = {} } = await outsideTransactions(write);
    return uploadSchema.parse(unmarshall(Attributes));
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
