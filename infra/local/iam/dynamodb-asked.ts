import * as z from "zod";
import { tableIndexes, tableKeys } from "../../../shared/table.ts";
import type { Asked } from "./iam-policy.ts";

const values = z.record(z.string(), z.unknown());
const keyed = z.object({ TableName: z.string(), Key: values });
const put = z.object({ TableName: z.string(), Item: values });
const query = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: values.default({}),
});
const scan = z.object({ TableName: z.string(), IndexName: z.string().optional() });
const batchGet = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(values) })) });
const written = z.object({
  PutRequest: z.object({ Item: values }).optional(),
  DeleteRequest: z.object({ Key: values }).optional(),
});
const batchWrite = z.object({ RequestItems: z.record(z.string(), z.array(written)) });
const transactWrite = z.object({
  TransactItems: z.array(
    z.object({
      Put: put.optional(),
      Update: keyed.optional(),
      Delete: keyed.optional(),
      ConditionCheck: keyed.optional(),
    }),
  ),
});
const transactGet = z.object({ TransactItems: z.array(z.object({ Get: keyed })) });

/** Of whose table it is. */
type Owner = { region: string; account: string };

/** An action on items of a table or an index, by their partition keys; undefined where no key narrows it. */
type ItemAction = { action: string; table: string; keys?: readonly string[] };

/**
 * What a call of DynamoDB asks IAM for (Service Authorization Reference, "Actions, resources, and condition keys for Amazon
 * DynamoDB"; DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control").
 *
 * AWS does not say whether the items of a transaction are checked one by one or together. Here each of its actions has the
 * keys of all its items: what is allowed that way is allowed either way.
 * @param operation as AWS names it
 * @throws ZodError when the input is not one of that operation
 */
export function dynamoDbAsked(operation: string, input: unknown, owner: Owner): Asked[] {
  return itemActions(operation, input).map(({ action, table, keys }) => ({
    action: `dynamodb:${action}`,
    resource: `arn:aws:dynamodb:${owner.region}:${owner.account}:table/${table}`,
    ...(keys && { context: { "dynamodb:LeadingKeys": keys } }),
  }));
}

function itemActions(action: string, input: unknown): ItemAction[] {
  switch (action) {
    case "GetItem":
    case "UpdateItem":
    case "DeleteItem": {
      const { TableName, Key } = keyed.parse(input);
      return [{ action, table: TableName, keys: [partitionIn(Key)] }];
    }
    case "PutItem": {
      const { TableName, Item } = put.parse(input);
      return [{ action, table: TableName, keys: [partitionIn(Item)] }];
    }
    case "Query":
      return [{ action, ...queried(query.parse(input)) }];
    case "Scan":
      return [{ action, table: readFrom(scan.parse(input)) }];
    case "BatchGetItem":
      return Object.entries(batchGet.parse(input).RequestItems).map(([table, { Keys }]) => ({
        action,
        table,
        keys: Keys.map((key) => partitionIn(key)),
      }));
    case "BatchWriteItem":
      return Object.entries(batchWrite.parse(input).RequestItems).map(([table, requests]) => ({
        action,
        table,
        keys: requests.map(({ PutRequest, DeleteRequest }) =>
          partitionIn(PutRequest?.Item ?? DeleteRequest?.Key ?? {}),
        ),
      }));
    case "TransactWriteItems":
      return together(transactWrite.parse(input).TransactItems.flatMap(writtenItems));
    case "TransactGetItems":
      return together(
        transactGet.parse(input).TransactItems.map(({ Get }) => itemOf("GetItem", Get, Get.Key)),
      );
    default:
      return [{ action, table: "*" }];
  }
}

type OneItem = { action: string; table: string; key: string };

function writtenItems(item: z.infer<typeof transactWrite>["TransactItems"][number]): OneItem[] {
  const { Put, Update, Delete, ConditionCheck } = item;
  return [
    ...(Put ? [itemOf("PutItem", Put, Put.Item)] : []),
    ...(Update ? [itemOf("UpdateItem", Update, Update.Key)] : []),
    ...(Delete ? [itemOf("DeleteItem", Delete, Delete.Key)] : []),
    ...(ConditionCheck ? [itemOf("ConditionCheckItem", ConditionCheck, ConditionCheck.Key)] : []),
  ];
}

function itemOf(action: string, { TableName }: { TableName: string }, item: z.infer<typeof values>): OneItem {
  return { action, table: TableName, key: partitionIn(item) };
}

function together(items: readonly OneItem[]): ItemAction[] {
  return [...Map.groupBy(items, ({ table }) => table)].flatMap(([table, ofTable]) => {
    const keys = [...new Set(ofTable.map(({ key }) => key))];
    return [...new Set(ofTable.map(({ action }) => action))].map((action) => ({ action, table, keys }));
  });
}

/** A table's name, with the index's behind it where an index is read. */
function readFrom({ TableName, IndexName }: z.infer<typeof scan>): string {
  return IndexName === undefined ? TableName : `${TableName}/index/${IndexName}`;
}

function queried(input: z.infer<typeof query>): Omit<ItemAction, "action"> {
  const { KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = input;
  const index = Object.values(tableIndexes).find(({ name }) => name === input.IndexName);
  const partition = index?.partition ?? tableKeys.partition;
  const found = [...KeyConditionExpression.matchAll(/([#\w]+)\s*=\s*(:\w+)/g)].find(
    ([, name = ""]) => (ExpressionAttributeNames[name] ?? name) === partition,
  );
  return { table: readFrom(input), keys: [textIn(ExpressionAttributeValues[found?.[2] ?? ""])] };
}

function partitionIn(item: z.infer<typeof values>): string {
  return textIn(item[tableKeys.partition]);
}

const text = z.object({ S: z.string() });

/** In nobody's partition. */
const noText = "?";

function textIn(value: unknown): string {
  return text.safeParse(value).data?.S ?? noText;
}
