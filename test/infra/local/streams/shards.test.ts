import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { describe, expect, onTestFinished, test } from "vitest";
import { listen, stopListening } from "../../../../infra/local/http/listen.ts";
import { startStreamPoller } from "../../../../infra/local/streams/stream-poller.ts";
import { anyCredentials } from "../../../support/dynamodb.ts";
import { eventually } from "../../../support/eventually.ts";

/** A stream whose first shard has ended with records 1 and 2, and goes on in a second one with record 3. */
const shards: Record<string, { parent?: string; records: string[]; ended: boolean }> = {
  second: { parent: "first", records: ["3"], ended: false },
  first: { records: ["1", "2"], ended: true },
};

type Request = { ShardId: string; ShardIteratorType: string; SequenceNumber?: string; ShardIterator: string };
type Answer = (request: Request) => object;

const answers: Record<string, Answer> = {
  DescribeTable: () => ({ Table: { LatestStreamArn: "arn:stream" } }),
  DescribeStream: () => ({
    StreamDescription: {
      Shards: Object.entries(shards).map(([ShardId, { parent }]) => ({ ShardId, ParentShardId: parent })),
    },
  }),
  GetShardIterator: ({ ShardId, SequenceNumber = "0" }) => ({
    ShardIterator: `${ShardId} ${SequenceNumber}`,
  }),
  GetRecords: ({ ShardIterator }) => {
    const [shardId = "", after = ""] = ShardIterator.split(" ");
    const { records = [], ended = false } = shards[shardId] ?? {};
    const next = records.filter((number) => number > after);
    return {
      Records: next.map((SequenceNumber) => ({ eventName: "INSERT", dynamodb: { SequenceNumber } })),
      ...(!ended && { NextShardIterator: `${shardId} ${next.at(-1) ?? after}` }),
    };
  },
};

/** A streams API that gives these answers; `asked` are the operations in their order. */
async function serve(change: Record<string, Answer> = {}) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    const content: Request = Object(await json(request));
    asked.push(`${operation} ${content.ShardId ?? content.ShardIterator ?? ""}`.trim());
    const answer: object = { ...answers, ...change }[operation]?.(content) ?? {};
    response.writeHead("__type" in answer ? 400 : 200).end(JSON.stringify(answer));
  });
  onTestFinished(() => stopListening(server, 0));
  return { endpoint: await listen(server, 0), asked };
}

async function poll(endpoint: string, checkpointFile: string) {
  const client = { endpoint, region: "eu-central-1", credentials: anyCredentials, maxAttempts: 1 };
  const seen: string[] = [];
  const poller = await startStreamPoller({
    mapping: {
      logicalId: "Mapping",
      tableName: "table",
      functionName: "forward",
      functionArn: "arn:aws:lambda:eu-central-1:000000000000:function:forward",
      batchSize: 10,
      windowMs: 0,
      startingPosition: "TRIM_HORIZON",
      retries: 0,
      bisect: false,
      failureQueue: undefined,
      reportsFailures: true,
      matches: () => true,
    },
    pool: {
      async invoke(_, event) {
        for (const { dynamodb } of Object(event).Records) seen.push(dynamodb.SequenceNumber);
        return { ok: true, result: null };
      },
    },
    tables: new DynamoDBClient(client),
    streams: new DynamoDBStreamsClient(client),
    region: "eu-central-1",
    checkpointFile,
    deadLetters: { put: () => {} },
    log: () => {},
    now: () => new Date(),
  });
  onTestFinished(poller.stop);
  return { seen, stop: poller.stop };
}

function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-shards-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "checkpoint.json");
}

describe("a stream of several shards", () => {
  test("is read to the end of each shard before the one that continues it", async () => {
    const { endpoint } = await serve();
    const { seen } = await poll(endpoint, freshFile());
    await eventually(() => expect(seen).toEqual(["1", "2", "3"]), { within: 20_000 });
  });

  test("is not read again from shards that have been finished, also after a restart", async () => {
    const checkpointFile = freshFile();
    const first = await poll((await serve()).endpoint, checkpointFile);
    await eventually(() => expect(first.seen).toEqual(["1", "2", "3"]), { within: 20_000 });
    await first.stop();

    const { endpoint, asked } = await serve();
    const second = await poll(endpoint, checkpointFile);
    await eventually(() => expect(asked).toContain("GetRecords second 3"), { within: 20_000 });
    expect(second.seen).toEqual([]);
    expect(asked).not.toContain("GetShardIterator first");
  });

  test.each([
    ["has expired", "ExpiredIteratorException"],
    ["points to what is no longer held", "TrimmedDataAccessException"],
    ["cannot be used because the server is in trouble", "InternalServerError"],
  ])("is read on from where it was when an iterator %s", async (_, name) => {
    let broken = true;
    const { endpoint } = await serve({
      GetRecords(request) {
        if (!broken || !request.ShardIterator.startsWith("second"))
          return answers.GetRecords?.(request) ?? {};
        broken = false;
        return { __type: `com.amazonaws.dynamodb.v20120810#${name}` };
      },
    });
    const { seen } = await poll(endpoint, freshFile());
    await eventually(() => expect(seen).toEqual(["1", "2", "3"]), { within: 20_000 });
  });

  test("is read from its oldest record when the place it was left at is no longer held", async () => {
    const checkpointFile = freshFile();
    const first = await poll((await serve()).endpoint, checkpointFile);
    await eventually(() => expect(first.seen).toEqual(["1", "2", "3"]), { within: 20_000 });
    await first.stop();

    const { endpoint } = await serve({
      GetShardIterator: ({ ShardId, ShardIteratorType }) =>
        ShardIteratorType === "TRIM_HORIZON"
          ? { ShardIterator: `${ShardId} 0` }
          : { __type: "com.amazonaws.dynamodb.v20120810#TrimmedDataAccessException" },
    });
    const second = await poll(endpoint, checkpointFile);
    await eventually(() => expect(second.seen).toEqual(["3"]), { within: 20_000 });
  });
});
