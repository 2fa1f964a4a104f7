import { streamLetter } from "../dead-letters/dead-letter.ts";
import type { DeadLetters } from "../dead-letters/dead-letter-files.ts";
import type { GivenUp } from "./deliver-batch.ts";
import type { StreamMapping } from "./stream-mapping.ts";

/** What giving up needs. */
export type GivingUp = {
  mapping: StreamMapping;
  deadLetters: Pick<DeadLetters, "put">;
  /** Gets a line about each record; it holds no data of theirs. */
  log(line: string): void;
  now(): Date;
};

/** Tells of records that were given up, where the mapping wants it told. */
export function giveUpRecords(
  { mapping, deadLetters, log, now }: GivingUp,
  shardId: string,
  { records, ...how }: GivenUp,
): void {
  const { functionName, functionArn, failureQueue } = mapping;
  for (const { dynamodb } of records) log(`${functionName} gave up record ${dynamodb.SequenceNumber}`);
  if (failureQueue === undefined) return;
  deadLetters.put(failureQueue, streamLetter({ ...how, functionArn, at: now() }, shardId, records));
}
