import { setTimeout as pause } from "node:timers/promises";
import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { StartFailure } from "../start-failure.ts";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "./checkpoint.ts";
import { type Delivery, deliverBatch } from "./deliver-batch.ts";
import { type GivingUp, giveUpRecords } from "./give-up.ts";
import { listShards } from "./list-shards.ts";
import { openShard, readBatch, type ShardReader } from "./shard-reader.ts";
import { streamRecord } from "./stream-record.ts";

/** What a poller needs. */
type PollerOptions = GivingUp & {
  pool: Delivery["pool"];
  tables: DynamoDBClient;
  streams: DynamoDBStreamsClient;
  region: string;
  /** Where it keeps how far it is, so that a restart goes on from there. */
  checkpointFile: string;
};

/** A running poller. */
type StreamPoller = {
  /** Starts no new batch; resolves when the one being handled has ended. */
  stop(): Promise<void>;
};

const shortestPause = 25;
const longestPause = 150;
const pauseAfterError = 1_000;

/** How often to look for new shards, in milliseconds; the end of a shard is a reason to look at once. */
const shardLookup = 30_000;

/**
 * Reads a table's stream for one mapping and hands the records to its function, shard by shard, parents before
 * children.
 * @throws StartFailure when the table has no stream.
 */
export async function startStreamPoller(options: PollerOptions): Promise<StreamPoller> {
  const { mapping, pool, tables, streams, checkpointFile, log } = options;
  const { Table } = await tables.send(new DescribeTableCommand({ TableName: mapping.tableName }));
  const streamArn = Table?.LatestStreamArn;
  if (!streamArn)
    throw new StartFailure(`The table ${mapping.tableName} has no stream for ${mapping.logicalId}.`);

  const known = readCheckpoint(checkpointFile, streamArn);
  const checkpoint: Checkpoint = known ?? { streamArn, shards: {} };
  const readers = new Map<string, ShardReader>();
  const stopping = new AbortController();
  const { signal } = stopping;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let start = known ? "TRIM_HORIZON" : mapping.startingPosition;

  async function look(arn: string): Promise<void> {
    const shards = await listShards(streams, arn);
    const { shards: positions } = checkpoint;
    checkpoint.shards = Object.fromEntries(Object.entries(positions).filter(([id]) => shards.has(id)));
    for (const [shardId, parent] of shards) {
      const waits = parent !== undefined && shards.has(parent) && !positions[parent]?.done;
      if (waits || positions[shardId]?.done || readers.has(shardId)) continue;
      readers.set(
        shardId,
        openShard(streams, { streamArn: arn, shardId, after: positions[shardId]?.after, start }),
      );
    }
    // A shard that comes later is a child: it holds what happened since.
    start = "TRIM_HORIZON";
    lookedAt = performance.now();
  }

  function moveTo(shardId: string, position: { after?: string | undefined; done: boolean }): void {
    const { after = checkpoint.shards[shardId]?.after, done } = position;
    checkpoint.shards[shardId] = { ...(after !== undefined && { after }), done };
    writeCheckpoint(checkpointFile, checkpoint);
  }

  /** @returns whether there was anything. */
  async function readShard(arn: string, shardId: string, reader: ShardReader): Promise<boolean> {
    const { records, ended } = await readBatch(reader, mapping, signal);
    const batch = records.map((record) => streamRecord(record, { region: options.region, arn }));
    const wanted = batch.filter((record) => mapping.matches(record));
    const giveUp: Delivery["giveUp"] = (givenUp) => giveUpRecords(options, shardId, givenUp);
    await deliverBatch({ mapping, pool, signal, giveUp }, wanted, (after) =>
      moveTo(shardId, { after, done: false }),
    );
    // Stopped in the middle: what has been handled is written down, and only that.
    if (signal.aborted && wanted.length > 0) return false;
    const last = batch.at(-1)?.dynamodb.SequenceNumber;
    if (last !== undefined || ended) moveTo(shardId, { after: last, done: ended });
    if (ended) {
      readers.delete(shardId);
      lookedAt = Number.NEGATIVE_INFINITY;
    }
    return batch.length > 0;
  }

  /** Who collects for a while is in no hurry when nothing comes: reading costs DynamoDB Local more than it costs AWS. */
  const longest = Math.max(longestPause, mapping.windowMs / 2);

  async function run(arn: string): Promise<void> {
    for (let wait = shortestPause; !signal.aborted; ) {
      try {
        if (performance.now() - lookedAt > shardLookup) await look(arn);
        const found = await Promise.all(
          [...readers].map(([shardId, reader]) => readShard(arn, shardId, reader)),
        );
        wait = found.includes(true) ? shortestPause : Math.min(longest, wait * 1.2);
      } catch (error) {
        log(
          `reading the stream for ${mapping.functionName}: ${error instanceof Error ? error.name : "failed"}`,
        );
        readers.clear();
        lookedAt = Number.NEGATIVE_INFINITY;
        wait = pauseAfterError;
      }
      await pause(wait, undefined, { signal }).catch(() => {});
    }
  }

  const running = run(streamArn);
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}
