import { PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { editionOf, isLeaving, sameEdition } from "../../shared/case-edition.ts";
import type { Table } from "../../shared/table.ts";
import { freshTable } from "../support/dynamodb.ts";

describe("what stands on a case", () => {
  test.each<[unknown, number | undefined, boolean]>([
    [{ kind: "breach", edition: 3 }, 3, false],
    [{ kind: "breach", leaving: true }, undefined, true],
    [{ kind: "breach", edition: 1, leaving: true }, 1, true],
    [{ kind: "request" }, undefined, false],
    [undefined, undefined, false],
    ["text", undefined, false],
  ])("of %j is edition %s, and leaving: %s", (item, edition, leaving) => {
    expect([editionOf(item), isLeaving(item)]).toEqual([edition, leaving]);
  });
});

describe("the condition that a case is as it was read", () => {
  let table: Table;
  beforeAll(async () => {
    table = await freshTable();
  });

  const edition = (number: number) => ({ edition: number });
  const leaving = { leaving: true };

  // F13
  test.each<[string, Record<string, unknown> | undefined, number | undefined, boolean]>([
    ["as nobody has changed it", {}, undefined, true],
    ["in the same edition", edition(2), 2, true],
    ["in a later edition", edition(2), 1, false],
    ["changed for the first time", edition(1), undefined, false],
    ["of no edition although it had one", {}, 1, false],
    ["leaving", leaving, undefined, false],
    ["leaving, in the same edition", { ...edition(2), ...leaving }, 2, false],
    ["gone", undefined, undefined, false],
    ["gone, and had an edition", undefined, 1, false],
  ])("for one that is there %s", async (name, marks, read, holds) => {
    const Key = marshall({ pk: name, sk: "case" });
    if (marks) {
      const Item = { ...Key, ...marshall(marks) };
      await table.client.send(new PutItemCommand({ TableName: table.name, Item }));
    }
    const writing = table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key,
        UpdateExpression: "REMOVE x",
        ...sameEdition(read),
      }),
    );
    const written = await writing.then(
      () => true,
      (error: Error) => error.name,
    );
    expect(written).toBe(holds || "ConditionalCheckFailedException");
  });
});
