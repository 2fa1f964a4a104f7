import {
  type DynamoDBStreamsClient,
  GetShardIteratorCommand,
  ResourceNotFoundException,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import type { DeadLetter } from "../dead-letters/dead-letter.ts";
import { getRecords, type WireRecord } from "./get-records.ts";
import { type StreamRecord, streamRecord } from "./stream-record.ts";

/** Consecutive records of a shard, as a dead letter names them. */
export type Stretch = Pick<
  NonNullable<DeadLetter["DDBStreamBatchInfo"]>,
  "streamArn" | "shardId" | "startSequenceNumber" | "endSequenceNumber"
>;

/** Which records a mapping hands to its function, and from which Region. */
type Reading = { matches: (record: StreamRecord) => boolean; region: string };

/**
 * Reads a stretch of a table's stream again, as Lambda handed it to the function.
 * @returns undefined where the stream has forgotten it: it keeps a record for 24 hours
 */
export async function readStretch(
  client: DynamoDBStreamsClient,
  stretch: Stretch,
  { matches, region }: Reading,
): Promise<StreamRecord[] | undefined> {
  try {
    const records = await readUpTo(client, stretch);
    return records.map((record) => streamRecord(record, { region, arn: stretch.streamArn })).filter(matches);
  } catch (error) {
    if (error instanceof TrimmedDataAccessException || error instanceof ResourceNotFoundException)
      return undefined;
    throw error;
  }
}

async function readUpTo(
  client: DynamoDBStreamsClient,
  { streamArn, shardId, startSequenceNumber, endSequenceNumber }: Stretch,
): Promise<WireRecord[]> {
  const end = BigInt(endSequenceNumber);
  const found: WireRecord[] = [];
  const begin = new GetShardIteratorCommand({
    StreamArn: streamArn,
    ShardId: shardId,
    ShardIteratorType: "AT_SEQUENCE_NUMBER",
    SequenceNumber: startSequenceNumber,
  });
  let iterator = (await client.send(begin)).ShardIterator;
  while (iterator !== undefined) {
    const { records, next } = await getRecords(client, iterator);
    const within = records.filter(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? end + 1n) <= end);
    found.push(...within);
    const last = found.at(-1)?.dynamodb?.SequenceNumber;
    if (within.length < records.length || (last !== undefined && BigInt(last) === end)) break;
    iterator = next;
  }
  return found;
}
