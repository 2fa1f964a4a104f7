import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { caseSortKey, type Table } from "../../../shared/table.ts";
import type { ContactChange } from "./contact-change.ts";

/** Stores a change of contacts, on condition that there is nothing of its reference. */
export function contactChangePut(table: Table, change: ContactChange): TransactWriteItem {
  return {
    Put: {
      TableName: table.name,
      Item: marshall({ pk: change.reference, sk: caseSortKey, ...change }),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  };
}
