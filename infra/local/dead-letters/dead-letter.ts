import * as z from "zod";
import type { StreamRecord } from "../streams/stream-record.ts";

/**
 * What lies in a dead-letter queue: where something was given up, and why. It is the message that Lambda sends (AWS
 * Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations" and "Configuring destinations for failed
 * invocations" of stream mappings) without the event and what the function said, which on AWS are in the message of an
 * asynchronous invocation: personal data may be in both. Of a function's error its type is left.
 */
export const deadLetter = z.object({
  version: z.literal("1.0"),
  timestamp: z.iso.datetime(),
  requestContext: z.object({
    functionArn: z.string(),
    condition: z.enum(["RetryAttemptsExhausted", "RetriesExhausted"]),
    approximateInvokeCount: z.int().positive(),
  }),
  /** Absent where the function reported failures in a batch and did not fail itself. */
  responsePayload: z.object({ errorType: z.string() }).optional(),
  /** Of stream records. */
  DDBStreamBatchInfo: z
    .object({
      shardId: z.string(),
      startSequenceNumber: z.string(),
      endSequenceNumber: z.string(),
      approximateArrivalOfFirstRecord: z.iso.datetime(),
      approximateArrivalOfLastRecord: z.iso.datetime(),
      batchSize: z.int().positive(),
      streamArn: z.string(),
    })
    .optional(),
});

export type DeadLetter = z.infer<typeof deadLetter>;

/** How something came to be given up. */
export type Failing = {
  functionArn: string;
  /** How often the function got it, the last time included. */
  attempts: number;
  /** Undefined where the function reported failures and did not fail itself. */
  errorType: string | undefined;
  at: Date;
};

/** The letter about an event that a function was not to answer. */
export function eventLetter(failing: Failing): DeadLetter {
  return letter(failing, "RetriesExhausted");
}

/** The letter about consecutive records of a shard. */
export function streamLetter(
  failing: Failing,
  shardId: string,
  [first, ...others]: readonly [StreamRecord, ...StreamRecord[]],
): DeadLetter {
  const last = others.at(-1) ?? first;
  return {
    ...letter(failing, "RetryAttemptsExhausted"),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first.dynamodb.SequenceNumber,
      endSequenceNumber: last.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrivalOf(first),
      approximateArrivalOfLastRecord: arrivalOf(last),
      batchSize: 1 + others.length,
      streamArn: first.eventSourceARN,
    },
  };
}

function letter(
  { functionArn, attempts, errorType, at }: Failing,
  condition: DeadLetter["requestContext"]["condition"],
): DeadLetter {
  return {
    version: "1.0",
    timestamp: at.toISOString(),
    requestContext: { functionArn, condition, approximateInvokeCount: attempts },
    ...(errorType !== undefined && { responsePayload: { errorType } }),
  };
}

function arrivalOf({ dynamodb }: StreamRecord): string {
  return new Date(Number(dynamodb.ApproximateCreationDateTime) * 1_000).toISOString();
}
