import { ConditionalCheckFailedException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { type Dossier, readDossier } from "../../shared/dossier.ts";
import { caseSortKey, type Table } from "../../shared/table.ts";
import { type RequestCase, requestCaseSchema } from "./request.ts";

/** A request and the mails it gave rise to. */
export type RequestDossier = Dossier & { case: RequestCase };

/**
 * Stores a case under its reference, unless there is one: the one write that is both the commit and the check for
 * a repetition. Returns the case that stands there already, or undefined when this one was stored.
 */
export async function commitCase(table: Table, newCase: RequestCase): Promise<RequestCase | undefined> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: marshall(
          { pk: newCase.reference, sk: caseSortKey, ...newCase },
          { removeUndefinedValues: true },
        ),
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException && error.Item) {
      return requestCaseSchema.parse(unmarshall(error.Item));
    }
    throw error;
  }
}

/** A request with its deliveries, read consistently; undefined when there is none of that reference. */
export async function readRequest(table: Table, reference: string): Promise<RequestDossier | undefined> {
  const dossier = await readDossier(table, reference);
  return dossier && { ...dossier, case: requestCaseSchema.parse(dossier.case) };
}
