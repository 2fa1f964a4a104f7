import { TransactionCanceledException, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { type Upload, uploadSchema, uploadSortKey, uploadSortKeys } from "../../shared/attachments/upload.ts";
import { sameEdition } from "../../shared/case-edition.ts";
import { readPartition } from "../../shared/query.ts";
import { caseSortKey, type Table } from "../../shared/table.ts";

/** Stores a form that is given out for a case; see `addUpload`. */
export type AddUpload = (upload: Upload, edition: number | undefined) => Promise<boolean>;

/**
 * Stores a form beside its case. False when another has its number by now; and when the case is gone, or another edition
 * than the one that was read.
 */
export async function addUpload(table: Table, upload: Upload, edition: number | undefined): Promise<boolean> {
  const TableName = table.name;
  const { reference } = upload;
  const item = { pk: reference, sk: uploadSortKey(upload.number), ...upload };
  const TransactItems = [
    {
      Put: {
        TableName,
        Item: marshall(item, { removeUndefinedValues: true }),
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
    {
      ConditionCheck: {
        TableName,
        Key: marshall({ pk: reference, sk: caseSortKey }),
        ...sameEdition(edition),
      },
    },
  ];
  try {
    await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
    return true;
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    const codes = reasons.map(({ Code }) => Code);
    if (codes.includes("ConditionalCheckFailed") || codes.includes("TransactionConflict")) return false;
    throw error;
  }
}

/** The forms that were given out for a case, read consistently: nothing else of it. */
export async function readUploads(table: Table, reference: string): Promise<Upload[]> {
  const items = await readPartition(table, reference, { sortKeys: uploadSortKeys });
  return items.map((item) => uploadSchema.parse(item));
}
