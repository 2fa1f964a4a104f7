import { describe, expect, test } from "vitest";
import { dynamoDbAsked } from "../../../../infra/local/iam/dynamodb-asked.ts";

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "case" } });
const on = (TableName: string, pk: string) => ({ TableName, Key: key(pk) });

/** What a call asks for: actions, tables and partition keys. */
function asked(operation: string, input: unknown) {
  return dynamoDbAsked(operation, input, { region: "eu-central-1", account: "000000000000" }).map(
    ({ action, resource, context }) => [
      action.replace(/^dynamodb:/, ""),
      resource.replace(/^arn:aws:dynamodb:eu-central-1:000000000000:table\//, ""),
      context?.["dynamodb:LeadingKeys"],
    ],
  );
}

describe("a call of DynamoDB asks", () => {
  test.each([
    ["GetItem", on("t", "DSR-1")],
    ["PutItem", { TableName: "t", Item: key("DSR-1") }],
    ["UpdateItem", on("t", "DSR-1")],
    ["DeleteItem", on("t", "DSR-1")],
  ])("with %s for that on the item's partition", (operation, input) => {
    expect(asked(operation, input)).toEqual([[operation, "t", ["DSR-1"]]]);
  });

  test("with a batch for it on each table, with the partitions of all its items", () => {
    const RequestItems = { one: { Keys: [key("a"), key("b")] }, two: { Keys: [key("c")] } };
    expect(asked("BatchGetItem", { RequestItems })).toEqual([
      ["BatchGetItem", "one", ["a", "b"]],
      ["BatchGetItem", "two", ["c"]],
    ]);
    const write = { t: [{ PutRequest: { Item: key("a") } }, { DeleteRequest: { Key: key("b") } }] };
    expect(asked("BatchWriteItem", { RequestItems: write })).toEqual([["BatchWriteItem", "t", ["a", "b"]]]);
  });

  test("with a transaction for each of its actions, on the partitions of all its items in that table", () => {
    const TransactItems = [
      { Put: { TableName: "t", Item: key("a") } },
      { Update: on("t", "b") },
      { Delete: on("t", "b") },
      { ConditionCheck: on("u", "c") },
    ];
    expect(asked("TransactWriteItems", { TransactItems })).toEqual([
      ["PutItem", "t", ["a", "b"]],
      ["UpdateItem", "t", ["a", "b"]],
      ["DeleteItem", "t", ["a", "b"]],
      ["ConditionCheckItem", "u", ["c"]],
    ]);
    const reads = { TransactItems: [{ Get: on("t", "a") }, { Get: on("t", "b") }] };
    expect(asked("TransactGetItems", reads)).toEqual([["GetItem", "t", ["a", "b"]]]);
  });

  test.each([
    ["pk = :pk", {}, undefined, "t", "DSR-1"],
    ["#sk = :sk AND #pk = :pk", { "#pk": "pk", "#sk": "sk" }, undefined, "t", "DSR-1"],
    ["begins_with(sk, :sk) and pk=:pk", {}, undefined, "t", "DSR-1"],
    ["controllerId = :pk AND pk = :sk", {}, "controller", "t/index/controller", "DSR-1"],
    ["sk = :sk", {}, undefined, "t", "?"],
  ])("with a query by %s for its partition", (KeyConditionExpression, names, IndexName, table, partition) => {
    const input = {
      TableName: "t",
      KeyConditionExpression,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ":pk": { S: "DSR-1" }, ":sk": { S: "case" } },
      ...(IndexName !== undefined && { IndexName }),
    };
    expect(asked("Query", input)).toEqual([["Query", table, [partition]]]);
  });

  test("with a scan for all of it", () => {
    expect(asked("Scan", { TableName: "t" })).toEqual([["Scan", "t", undefined]]);
    expect(asked("Scan", { TableName: "t", IndexName: "pending" })).toEqual([
      ["Scan", "t/index/pending", undefined],
    ]);
  });

  test("with any other operation for that on every table", () => {
    expect(asked("DeleteTable", { TableName: "t" })).toEqual([["DeleteTable", "*", undefined]]);
  });

  test("for a partition that nobody has, where a key is no text", () => {
    expect(asked("GetItem", { TableName: "t", Key: { pk: { N: "1" } } })).toEqual([["GetItem", "t", ["?"]]]);
  });

  test("for nothing that can be told, where it is not what that operation takes", () => {
    expect(() => asked("PutItem", { TableName: "t" })).toThrow("Item");
  });
});
