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
 * values as base64, empty maps as maps, the stream's ARN and the real region. A deletion by time-to-live, which DynamoDB Local gives
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
      ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, asInLambda(value)])),
      ApproximateCreationDateTime: Math.floor((ApproximateCreationDateTime?.getTime() ?? 0) / 1_000),
      SequenceNumber,
    },
    eventSourceARN: arn.replace(/^arn:aws:dynamodb:[^:]*:/, `arn:aws:dynamodb:${region}:`),
    ...(expired && { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } }),
  };
}

/** Keys and images are maps of attributes; what else a record says of its change is text and numbers. */
function asInLambda(value: unknown): unknown {
  return isMap(value) ? attributes(value) : value;
}

function attributes(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, attribute(value)]));
}

function attribute(value: unknown): unknown {
  if (!isMap(value)) return value;
  const [typed] = Object.entries(value);
  // DynamoDB Local's stream leaves the type out of a map in which there is nothing.
  if (!typed) return { M: {} };
  const [type, content] = typed;
  if (type === "M" && isMap(content)) return { M: attributes(content) };
  if (type === "L" && Array.isArray(content)) return { L: content.map(attribute) };
  if (Array.isArray(content)) return { [type]: content.map(inBase64) };
  return { [type]: inBase64(content) };
}

function inBase64(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
