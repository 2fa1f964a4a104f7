import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { putCase, putOnce } from "../../shared/case-store.ts";
import type { Table } from "../../shared/table.ts";
import { freshTable } from "../support/dynamodb.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

const noted = (note: string) => ({ reference: "ref", note });

describe("an item of a case", () => {
  test("is stored unless there is one under that key, which is then given", async () => {
    const [first, second] = [noted("first"), noted("second")];
    expect(await putOnce(table, "case#000001", first)).toBeUndefined();
    expect(await putOnce(table, "case#000001", second)).toEqual({ pk: "ref", sk: "case#000001", ...first });
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
