import { setTimeout as pause } from "node:timers/promises";
import {
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetShardIteratorCommand,
  type ShardIteratorType,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { getRecords, type WireRecord } from "./get-records.ts";
import type { StreamMapping } from "./stream-mapping.ts";

/** What one look into a shard found. */
type Reading = { records: WireRecord[]; ended: boolean };

/** Reads a shard from where it was left. */
export type ShardReader = {
  /** The next records, at most `limit` of them. */
  read(limit: number): Promise<Reading>;
};

/** Where to read from. */
type ShardPlace = {
  streamArn: string;
  shardId: string;
  /** The sequence number after which to begin. */
  after: string | undefined;
  /** Where to begin without one. */
  start: "TRIM_HORIZON" | "LATEST";
};

/**
 * Opens a shard. An iterator that has expired is replaced by one from the same place; a place that the stream no
 * longer holds (records live for 24 hours) by the oldest that it does.
 */
export function openShard(
  client: DynamoDBStreamsClient,
  { streamArn, shardId, after, start }: ShardPlace,
): ShardReader {
  let position = after;
  let iterator: string | undefined;

  async function iteratorFor(type: ShardIteratorType, sequenceNumber?: string): Promise<string | undefined> {
    const answer = await client.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId: shardId,
        ShardIteratorType: type,
        SequenceNumber: sequenceNumber,
      }),
    );
    return answer.ShardIterator;
  }

  async function renew(): Promise<string | undefined> {
    if (position === undefined) return iteratorFor(start);
    try {
      return await iteratorFor("AFTER_SEQUENCE_NUMBER", position);
    } catch (error) {
      if (!(error instanceof TrimmedDataAccessException) && !isInvalid(error)) throw error;
      return iteratorFor("TRIM_HORIZON");
    }
  }

  return {
    async read(limit) {
      iterator ??= await renew();
      try {
        const { records, next } = await getRecords(client, iterator, limit);
        position = records.at(-1)?.dynamodb?.SequenceNumber ?? position;
        iterator = next;
        return { records, ended: iterator === undefined };
      } catch (error) {
        if (!(error instanceof ExpiredIteratorException || error instanceof TrimmedDataAccessException))
          throw error;
        iterator = undefined;
        return { records: [], ended: false };
      }
    },
  };
}

/** What the API says of a sequence number that it cannot have given out. */
function isInvalid(error: unknown): boolean {
  return error instanceof Error && error.name === "ValidationException";
}

/** How long a batch that is not full waits before it looks for more, at most, in milliseconds. */
const longestWait = 250;

/** What makes a batch: as many records as the mapping wants, or as many as come within its window. */
export async function readBatch(
  reader: ShardReader,
  { batchSize, windowMs }: Pick<StreamMapping, "batchSize" | "windowMs">,
  signal: AbortSignal,
): Promise<Reading> {
  let { records, ended } = await reader.read(batchSize);
  if (records.length === 0) return { records, ended };
  const end = performance.now() + windowMs;
  while (!ended && records.length < batchSize && performance.now() < end && !signal.aborted) {
    await pause(Math.min(windowMs / 4, longestWait), undefined, { signal }).catch(() => {});
    const next = await reader.read(batchSize - records.length);
    records = [...records, ...next.records];
    ended = next.ended;
  }
  return { records, ended };
}
