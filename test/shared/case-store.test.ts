import { TransactionCanceledException, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { putBesideCase, putCase, putOnce } from "../../shared/case-store.ts";
import type { Table } from "../../shared/table.ts";
import { freshTable } from "../support/dynamodb.ts";
import { interceptedTable } from "../support/intercept.ts";
import { itemsUnder } from "../support/table-items.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

const noted = (note: string) => ({ reference: "ref", note });

describe("an item of a case", () => {
  test("is stored unless there is one under that key, which is then given", async () => {
    const [first, second] = [noted("first"), noted("second")];
    expect(await putOnce(table, "case#000001", first)).toBeUndefined();
    expect(await putOnce(table, "case#000001", second)).toMatchObject({
      pk: "ref",
      sk: "case#000001",
      ...first,
    });
    expect(await putOnce(table, "case#000002", second)).toBeUndefined();
  });

  // A15
  test.each<[string, (characters: number) => unknown]>([
    ["one text", (n) => "é".repeat(n / 2)],
    ["many texts", (n) => Array.from({ length: n / 11 }, () => ({ id: "a" }))],
  ])(
    "of %s is refused above 400 KB before the call; what is let through DynamoDB takes",
    async (name, fill) => {
      const filled = (characters: number) => ({ reference: name, filling: fill(characters) });
      expect(await putOnce(table, "case", filled(409_000))).toBeUndefined();
      const larger = putOnce(table, "larger", filled(411_000));
      await expect(larger).rejects.toMatchObject({ reason: "body_too_large" });
    },
  );
});

describe("a case", () => {
  const schema = z.object({ v: z.literal(1), reference: z.string() });

  test("that stands there already is given as its schema reads it", async () => {
    expect(await putCase(table, schema, { v: 1, reference: "new" })).toBeUndefined();
    expect(await putCase(table, schema, { v: 1, reference: "new" })).toEqual({ v: 1, reference: "new" });
  });

  // H6
  test("of another version that stands there is an error", async () => {
    await putOnce(table, "case", { reference: "newer" });
    await expect(putCase(table, schema, { v: 1, reference: "newer" })).rejects.toThrow();
  });
});

describe("an item beside a case", () => {
  const sk = "case#000001";

  /** A stored case with these marks on it. */
  async function caseWith(reference: string, marks: Record<string, unknown> = {}): Promise<void> {
    await putOnce(table, "case", { reference, ...marks });
  }

  async function mark(reference: string, set: string, value: unknown): Promise<void> {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: marshall({ pk: reference, sk: "case" }),
        UpdateExpression: `SET ${set} = :value`,
        ExpressionAttributeValues: marshall({ ":value": value }),
      }),
    );
  }

  test("is stored where the case is as it was read", async () => {
    await caseWith("beside");
    await caseWith("beside-edited", { edition: 4 });
    expect(await putBesideCase(table, sk, { reference: "beside" }, undefined)).toBe("stored");
    expect(await putBesideCase(table, sk, { reference: "beside-edited" }, 4)).toBe("stored");
    expect([...(await itemsUnder(table, "beside")).keys()]).toEqual(["beside/case", `beside/${sk}`]);
  });

  // A8
  test("is not stored where there is one, which is then given, whatever became of the case", async () => {
    await caseWith("taken");
    const [first, second] = ["first", "second"].map((note) => ({ reference: "taken", note }));
    if (!first || !second) throw new Error("there are no items");
    await putBesideCase(table, sk, first, undefined);
    const standsThere = { pk: "taken", sk, ...first };
    expect(await putBesideCase(table, sk, second, undefined)).toMatchObject({ standsThere });
    await mark("taken", "edition", 1);
    expect(await putBesideCase(table, sk, second, undefined)).toMatchObject({ standsThere });
    await mark("taken", "leaving", true);
    expect(await putBesideCase(table, sk, second, 1)).toMatchObject({ standsThere });
  });

  // F13
  test.each<[string, Record<string, unknown> | undefined, number | undefined]>([
    ["is gone", undefined, undefined],
    ["is going", { leaving: true }, undefined],
    ["is another edition", { edition: 1 }, undefined],
    ["is a later edition", { edition: 2 }, 1],
  ])("is not stored where the case %s", async (name, marks, edition) => {
    const reference = `changed, ${name}`;
    if (marks) await caseWith(reference, marks);
    expect(await putBesideCase(table, sk, { reference }, edition)).toBe("case_changed");
    expect((await itemsUnder(table, reference)).has(`${reference}/${sk}`)).toBe(false);
  });

  test.each([
    ["the case", ["None", "TransactionConflict"]],
    ["that item", ["TransactionConflict", "None"]],
  ])("is not stored while somebody else writes %s", async (_, codes) => {
    const CancellationReasons = codes.map((Code) => ({ Code }));
    const busy = interceptedTable(table, () => {
      throw new TransactionCanceledException({ message: "busy", $metadata: {}, CancellationReasons });
    });
    expect(await putBesideCase(busy, sk, { reference: "busy" }, undefined)).toBe("case_busy");
  });

  test("that the table does not take for another reason is an error", async () => {
    const down = interceptedTable(table, () => {
      throw new Error("down");
    });
    await expect(putBesideCase(down, sk, { reference: "down" }, undefined)).rejects.toThrow("down");
  });

  // A15
  test("is refused above 400 KB before the call", async () => {
    const untouched = interceptedTable(table, ({ name }) => {
      throw new Error(`${name} was asked`);
    });
    const large = { reference: "large", note: "x".repeat(411_000) };
    await expect(putBesideCase(untouched, sk, large, undefined)).rejects.toMatchObject({
      reason: "body_too_large",
    });
  });
});
