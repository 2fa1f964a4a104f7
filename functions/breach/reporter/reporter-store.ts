import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { isReporterCode, nameReporter } from "../../../shared/codes.ts";
import { readPartition } from "../../../shared/query.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { reportersPartition, type Table } from "../../../shared/table.ts";
import { type Reporter, reporterSchema } from "./reporter.ts";

const keyOf = (id: string) => ({ pk: reportersPartition, sk: id });

/** The reporter whose code this is, also a revoked one; undefined where nobody's is. */
export async function findReporter(table: Table, code: string): Promise<Reporter | undefined> {
  const reporter = await readReporter(table, nameReporter(code));
  return reporter && isReporterCode(code, reporter.codeHash) ? reporter : undefined;
}

/** The reporter of this id as it is now, or undefined where there is none. */
export async function readReporter(table: Table, id: string): Promise<Reporter | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: marshall(keyOf(id)), ConsistentRead: true }),
  );
  return Item && reporterSchema.parse(unmarshall(Item));
}

/** Every reporter, by id; also the revoked ones. */
export async function listReporters(table: Table): Promise<Reporter[]> {
  return (await readPartition(table, reportersPartition)).map((item) => reporterSchema.parse(item));
}

/**
 * Stores a new reporter. An attempt whose answer was lost finds its own and is done.
 * @throws Refusal `already_exists` where the id is another's
 */
export async function addReporter(table: Table, reporter: Reporter): Promise<void> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: marshall({ ...keyOf(reporter.id), ...reporter }, { removeUndefinedValues: true }),
        ConditionExpression: "attribute_not_exists(pk) OR codeHash = :codeHash",
        ExpressionAttributeValues: marshall({ ":codeHash": reporter.codeHash }),
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new Refusal("already_exists");
    throw error;
  }
}

/**
 * Takes a reporter's right away. One that was revoked before stays as it was.
 * @returns the reporter as it is then, or undefined where there is none of that id
 */
export async function revokeReporter(
  table: Table,
  id: string,
  caller: string,
  at: Date,
): Promise<Reporter | undefined> {
  try {
    const { Attributes = {} } = await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: marshall(keyOf(id)),
        UpdateExpression:
          "SET revokedAt = if_not_exists(revokedAt, :at), revokedBy = if_not_exists(revokedBy, :caller)",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: marshall({ ":at": at.toISOString(), ":caller": caller }),
        ReturnValues: "ALL_NEW",
      }),
    );
    return reporterSchema.parse(unmarshall(Attributes));
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
