import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { latestRecord, readRecords, recordNext } from "../../../functions/duties/record.ts";
import type { Table } from "../../../shared/table.ts";
import { freshTable } from "../../support/dynamodb.ts";

let table: Table;

beforeAll(async () => {
  table = await freshTable();
});

const schema = z.object({ said: z.string() });
const at = new Date("2026-11-22T10:15:00.000Z");

function say(topic: string, said: string, because?: string) {
  return recordNext(table, { topic, at, by: "arn:noor", because, content: { said } }, schema);
}

describe("what the processor has on record", () => {
  test("has a version for each time that something else was said, and keeps those before", async () => {
    expect((await say("a/one", "first")).record.version).toBe(1);
    expect(await say("a/one", "second", "the first was wrong")).toMatchObject({
      isNew: true,
      record: { version: 2, by: "arn:noor", because: "the first was wrong", at: at.toISOString() },
    });
    const all = await readRecords(table, "a/", schema);
    expect(all.get("a/one")?.map(({ content }) => content.said)).toEqual(["first", "second"]);
  });

  test("says the same again without another version", async () => {
    await say("b/one", "the same");
    expect(await say("b/one", "the same", "for the second time")).toMatchObject({
      isNew: false,
      record: { version: 1 },
    });
    expect((await readRecords(table, "b/", schema)).get("b/one")).toHaveLength(1);
  });

  test("loses nothing of what several say at once", async () => {
    const texts = ["p", "q", "r"];
    const made = await Promise.all(texts.map((said) => say("c/one", said)));
    expect(made.map(({ record }) => record.version).toSorted()).toEqual([1, 2, 3]);
    const kept = (await readRecords(table, "c/one", schema)).get("c/one") ?? [];
    expect(kept.map(({ content }) => content.said).toSorted()).toEqual(texts);
  });

  test("is not what is said of a topic that begins alike", async () => {
    await say("d/one", "short");
    await say("d/one-more", "long");
    expect((await latestRecord(table, "d/one", schema))?.content).toEqual({ said: "short" });
    expect(await latestRecord(table, "d/on", schema)).toBeUndefined();
    expect(await latestRecord(table, "d/one-m", schema)).toBeUndefined();
  });

  test("is found as its latest version past the tenth", async () => {
    for (let n = 1; n <= 11; n++) await say("e/one", `version ${n}`);
    expect(await latestRecord(table, "e/one", schema)).toMatchObject({
      version: 11,
      content: { said: "version 11" },
    });
  });
});
