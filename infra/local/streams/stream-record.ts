import type { _Record } from "@aws-sdk/client-dynamodb-streams";

/** A stream record as Lambda hands it to a function. */
export type StreamRecord = {
  eventID: string;
  eventName: string;
  eventVersion: string;
  eventSource: "aws:dynamodb";
  awsRegion: string;
  dynamodb: Record<string, unknown> & { SequenceNumber: string };
  eventSourceARN: string;
  userIdentity?: { type: string; principalId: string };
};

/**
 * Turns what the streams API of DynamoDB Local answers into what Lambda would send: the time as seconds, binary
 * values as base64, the stream's ARN and the real region. A deletion by time-to-live, which DynamoDB Local gives
 * a name of its own, becomes what AWS makes of it.
 */
export function streamRecord(
  record: _Record,
  { region, arn }: { region: string; arn: string },
): StreamRecord {
  const expired =
    record.eventName !== undefined && !["INSERT", "MODIFY", "REMOVE"].includes(record.eventName);
  const { ApproximateCreationDateTime, SequenceNumber = "", ...rest } = record.dynamodb ?? {};
  return {
    eventID: record.eventID ?? SequenceNumber,
    eventName: expired ? "REMOVE" : (record.eventName ?? ""),
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    dynamodb: {
      ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, jsonSafe(value)])),
      ApproximateCreationDateTime: Math.floor((ApproximateCreationDateTime?.getTime() ?? 0) / 1_000),
      SequenceNumber,
    },
    eventSourceARN: arn.replace(/^arn:aws:dynamodb:[^:]*:/, `arn:aws:dynamodb:${region}:`),
    ...(expired && { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } }),
  };
}

function jsonSafe(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(jsonSafe);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, jsonSafe(inner)]));
}
