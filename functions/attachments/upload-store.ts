import { TransactionCanceledException, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { type Upload, uploadSchema, uploadSortKey, uploadSortKeys } from "../../shared/attachments/upload.ts";
import { sameEdition } from "../../shared/case-edition.ts";
import { readPartition } from "../../shared/query.ts";
import { caseSortKey, type Table } from "../../shared/table.ts";

/** Stores who has a place of a case now; see `placeUpload`. */
export type PlaceUpload = (
  upload: Upload,
  before: Upload | undefined,
  edition: number | undefined,
) => Promise<boolean>;

/**
 * Gives a place of a case to a file that is expected. False when somebody else has it by now, or the file came that it was
 * kept for; and when the case is gone, or another edition than the one that was read.
 * @param before who had the place, if anybody
 */
export async function placeUpload(
  table: Table,
  upload: Upload,
  before: Upload | undefined,
  edition: number | undefined,
): Promise<boolean> {
  const TableName = table.name;
  const { reference } = upload;
  const keyOf = (sk: string) => marshall({ pk: reference, sk });
  const TransactItems = [
    // Updated and not put: its changes are counted from the first file that had the place.
    { Update: { TableName, Key: keyOf(uploadSortKey(upload.number)), ...replacing(upload, before) } },
    { ConditionCheck: { TableName, Key: keyOf(caseSortKey), ...sameEdition(edition) } },
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

function replacing(upload: Upload, before: Upload | undefined) {
  const written = Object.entries(upload).filter(([, value]) => value !== undefined);
  const gone = Object.keys(before ?? {}).filter((field) => !written.some(([name]) => name === field));
  const sets = written.map(([field]) => `#${field} = :${field}`);
  const removes = gone.map((field) => `#${field}`);
  return {
    UpdateExpression: `SET ${sets.join(", ")}${removes.length > 0 ? ` REMOVE ${removes.join(", ")}` : ""}`,
    ConditionExpression: before
      ? "#id = :before AND attribute_not_exists(arrivedAt)"
      : "attribute_not_exists(pk)",
    ExpressionAttributeNames: Object.fromEntries(
      [...written.map(([field]) => field), ...gone].map((field) => [`#${field}`, field]),
    ),
    ExpressionAttributeValues: marshall({
      ...Object.fromEntries(written.map(([field, value]) => [`:${field}`, value])),
      ...(before && { ":before": before.id }),
    }),
  };
}

/** What files a case expects, or has, read consistently: nothing else of it. */
export async function readUploads(table: Table, reference: string): Promise<Upload[]> {
  const items = await readPartition(table, reference, { sortKeys: uploadSortKeys });
  return items.map((item) => uploadSchema.parse(item));
}
