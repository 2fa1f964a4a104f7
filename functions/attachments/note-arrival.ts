import { ConditionalCheckFailedException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { type Upload, uploadSchema, uploadSortKey } from "../../shared/attachments/upload.ts";
import type { Table } from "../../shared/table.ts";
import { outsideTransactions } from "../../shared/transactions.ts";

/**
 * Writes down when the file of a form arrived, unless that stands there.
 * @returns the instant that stands there then; undefined where the form is gone, or another has its place
 */
export async function noteArrival(
  table: Table,
  { reference, number, id }: Upload,
  at: Date,
): Promise<string | undefined> {
  const write = () =>
    table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: marshall({ pk: reference, sk: uploadSortKey(number) }),
        UpdateExpression: "SET arrivedAt = if_not_exists(arrivedAt, :at)",
        ConditionExpression: "id = :id",
        ExpressionAttributeValues: marshall({ ":at": at.toISOString(), ":id": id }),
        ReturnValues: "ALL_NEW",
      }),
    );
  try {
    const { Attributes = {} } = await outsideTransactions(write);
    return uploadSchema.parse(unmarshall(Attributes)).arrivedAt;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
