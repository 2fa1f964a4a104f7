import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { deadLetter } from "../../../../infra/local/dead-letters/dead-letter.ts";
import { openDeadLetters } from "../../../../infra/local/dead-letters/dead-letter-files.ts";
import type { Invocation } from "../../../../infra/local/functions/invocation.ts";
import type { StreamMapping } from "../../../../infra/local/streams/stream-mapping.ts";
import { startStreamPoller } from "../../../../infra/local/streams/stream-poller.ts";
import type { Table } from "../../../../shared/table.ts";
import { anyCredentials, freshTableWithStream } from "../../../support/dynamodb.ts";
import { eventually } from "../../../support/eventually.ts";

type Answer = (keys: string[]) => Invocation;

const fine: Answer = () => ({ ok: true, result: null });

/** A table whose stream a poller reads; it may be stopped and started again like the local run. */
async function setUp(settings: Partial<StreamMapping> = {}, of?: Table) {
  const table = of ?? (await freshTableWithStream());
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-stream-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const checkpointFile = join(folder, "checkpoint.json");
  const deadLetters = openDeadLetters(folder);
  const batches: string[][] = [];
  const numbers = new Map<string, string>();

  async function start(answer: Answer = fine) {
    const mapping: StreamMapping = {
      logicalId: "Mapping",
      tableName: table.name,
      functionName: "forward",
      functionArn: "arn:aws:lambda:eu-central-1:000000000000:function:forward",
      batchSize: 10,
      windowMs: 0,
      startingPosition: "TRIM_HORIZON",
      retries: Number.POSITIVE_INFINITY,
      bisect: false,
      failureQueue: undefined,
      reportsFailures: true,
      matches: () => true,
      ...settings,
    };
    const pool = {
      async invoke(_: string, event: unknown) {
        const records: { dynamodb: { SequenceNumber: string; Keys: { pk: { S: string } } } }[] =
          Object(event).Records;
        for (const { dynamodb } of records) numbers.set(dynamodb.Keys.pk.S, dynamodb.SequenceNumber);
        batches.push(records.map(({ dynamodb }) => dynamodb.Keys.pk.S));
        return answer(batches.at(-1) ?? []);
      },
    };
    const streams = new DynamoDBStreamsClient({
      endpoint: inject("dynamodb"),
      region: "eu-central-1",
      credentials: anyCredentials,
    });
    const poller = await startStreamPoller({
      mapping,
      pool,
      tables: table.client,
      streams,
      region: "eu-central-1",
      checkpointFile,
      deadLetters,
      log: () => {},
      now: () => new Date("2026-11-22T10:15:00Z"),
    });
    onTestFinished(poller.stop);
    return poller;
  }

  return { table, start, batches, numbers, checkpointFile, deadLetters };
}

async function put({ client, name }: Table, key: string): Promise<void> {
  await client.send(new PutItemCommand({ TableName: name, Item: { pk: { S: key }, sk: { S: "case" } } }));
}

describe("a stream poller", () => {
  test("hands on what was written before it started and what is written later, in order", async () => {
    const { table, start, batches } = await setUp();
    await put(table, "a");
    await put(table, "b");
    await start();
    await eventually(() => expect(batches.flat()).toEqual(["a", "b"]), { within: 20_000 });
    await put(table, "c");
    await eventually(() => expect(batches.flat()).toEqual(["a", "b", "c"]), { within: 20_000 });
  });

  test("hands on no more at once than the mapping's batch size", async () => {
    const { table, start, batches } = await setUp({ batchSize: 2 });
    for (const key of ["a", "b", "c", "d", "e"]) await put(table, key);
    await start();
    await eventually(() => expect(batches.flat()).toHaveLength(5), { within: 20_000 });
    expect(Math.max(...batches.map(({ length }) => length))).toBe(2);
  });

  test("waits for more within the mapping's window", async () => {
    const { table, start, batches } = await setUp({ windowMs: 20_000, batchSize: 2 });
    await start();
    await put(table, "a");
    await put(table, "b");
    await eventually(() => expect(batches).toEqual([["a", "b"]]), { within: 20_000 });
  });

  test("passes over what its filter does not want", async () => {
    const { table, start, batches } = await setUp({
      matches: (record) => JSON.stringify(record).includes('"wanted"'),
    });
    for (const key of ["x", "wanted", "y"]) await put(table, key);
    await start();
    await eventually(() => expect(batches).toEqual([["wanted"]]), { within: 20_000 });
  });

  // E7
  test("delivers again from the failing record on, and nothing before it", async () => {
    const { table, start, batches, numbers } = await setUp();
    for (const key of ["a", "b", "c"]) await put(table, key);
    await start((keys) => ({
      ok: true,
      result: { batchItemFailures: keys.length === 3 ? [{ itemIdentifier: numbers.get("b") }] : [] },
    }));
    await eventually(
      () =>
        expect(batches).toEqual([
          ["a", "b", "c"],
          ["b", "c"],
        ]),
      { within: 20_000 },
    );
  });

  // E6
  test("gives up the record that breaks the function, says where it was and nothing of what was in it, and goes on", async () => {
    const { table, start, batches, numbers, deadLetters } = await setUp({
      retries: 1,
      bisect: true,
      failureQueue: "Unread",
    });
    for (const key of ["a", "b", "poison", "c", "d"]) await put(table, key);
    await start((keys) =>
      keys.includes("poison")
        ? { ok: false, error: { errorType: "RangeError", errorMessage: "noor@example.org" } }
        : { ok: true, result: null },
    );
    await eventually(() => expect(batches.at(-1)).toContain("d"), { within: 20_000 });
    await eventually(() => expect(deadLetters.list()).toHaveLength(1), { within: 20_000 });
    const [{ queue, id, ...letter } = { queue: "", id: "" }] = deadLetters.list();
    expect(queue).toBe("Unread");
    expect(id).not.toBe("");
    expect(letter).toEqual({
      version: "1.0",
      timestamp: "2026-11-22T10:15:00.000Z",
      requestContext: {
        functionArn: "arn:aws:lambda:eu-central-1:000000000000:function:forward",
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: 2,
      },
      responsePayload: { errorType: "RangeError" },
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: numbers.get("poison"),
        endSequenceNumber: numbers.get("poison"),
        approximateArrivalOfFirstRecord: expect.any(String),
        approximateArrivalOfLastRecord: expect.any(String),
        batchSize: 1,
        streamArn: expect.stringContaining(`:table/${table.name}/stream/`),
      },
    });
    expect(deadLetter.parse(letter)).toEqual(letter);
  });

  test("goes on after a restart where it was, without what it had finished", async () => {
    const { table, start, batches } = await setUp();
    await put(table, "before");
    const first = await start();
    await eventually(() => expect(batches.flat()).toEqual(["before"]), { within: 20_000 });
    await first.stop();
    await put(table, "meanwhile");
    await start();
    await eventually(() => expect(batches.flat()).toEqual(["before", "meanwhile"]), { within: 20_000 });
  });

  // E1
  test("delivers again after a restart what it had not finished", async () => {
    const { table, start, batches } = await setUp();
    await put(table, "a");
    const first = await start(() => ({ ok: false, error: { errorType: "Error", errorMessage: "" } }));
    await eventually(() => expect(batches.length).toBeGreaterThan(0), { within: 20_000 });
    await first.stop();
    const before = batches.length;
    await start();
    await eventually(() => expect(batches.slice(before)).toEqual([["a"]]), { within: 20_000 });
  });

  test("reads the same stream as another one, and neither waits for the other nor takes anything from it", async () => {
    const { table, ...forward } = await setUp({ batchSize: 2 });
    const evidence = await setUp({ functionName: "record-evidence", batchSize: 10 }, table);
    let isBroken = true;
    await forward.start(() =>
      isBroken ? { ok: false, error: { errorType: "Error", errorMessage: "" } } : { ok: true, result: null },
    );
    await evidence.start();
    for (const key of ["a", "b", "c"]) await put(table, key);
    await eventually(() => expect(evidence.batches.flat()).toEqual(["a", "b", "c"]), { within: 20_000 });
    await eventually(() => expect(forward.batches.length).toBeGreaterThan(1), { within: 20_000 });
    expect(forward.batches.flat()).not.toContain("c");

    isBroken = false;
    await eventually(() => expect(forward.batches.flat()).toContain("c"), { within: 20_000 });
    await put(table, "d");
    await eventually(() => expect(forward.batches.at(-1)).toEqual(["d"]), { within: 20_000 });
    await eventually(() => expect(evidence.batches.flat()).toEqual(["a", "b", "c", "d"]), { within: 20_000 });
  });

  test.each([
    [
      "is about a place that the stream no longer holds",
      (text: string) => text.replace(/"after":"\d+"/, '"after":"1"'),
    ],
    ["is about another stream", (text: string) => text.replace("arn:", "arn:other:")],
    ["cannot be read", () => "{"],
  ])("begins at the oldest record when its checkpoint %s", async (_, spoil) => {
    const { table, start, batches, checkpointFile } = await setUp();
    await put(table, "a");
    const first = await start();
    await eventually(() => expect(readFileSync(checkpointFile, "utf8")).toContain('"after"'), {
      within: 20_000,
    });
    await first.stop();
    writeFileSync(checkpointFile, spoil(readFileSync(checkpointFile, "utf8")));
    await start();
    await eventually(() => expect(batches.flat()).toEqual(["a", "a"]), { within: 20_000 });
  });
});
