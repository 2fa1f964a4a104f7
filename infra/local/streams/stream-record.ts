import type { WireRecord } from "./get-records.ts";

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
 * Turns what the streams API answers, also that of DynamoDB Local, into what Lambda would send: the time as whole seconds,
 * empty maps as maps, the stream's ARN and the real region. A deletion by time-to-live, which DynamoDB Local gives a name of
 * its own, becomes what AWS makes of it.
 */
export function streamRecord(
  record: WireRecord,
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
      ApproximateCreationDateTime: Math.floor(ApproximateCreationDateTime ?? 0),
      SequenceNumber,
    },
    eventSourceARN: arn.replace(/^arn:aws:dynamodb:[^:]*:/, `arn:aws:dynamodb:${region}:`),
    ...((expired || record.userIdentity) && { userIdentity: expiry }),
  };
}

/** Who deletes by time-to-live, the only one whom a record names (DynamoDB API, Identity). */
const expiry = { type: "Service", principalId: "dynamodb.amazonaws.com" };

/** Keys and images are maps of attributes; what else a record says of its change is text and numbers. */
function asInLambda(value: unknown): unknown {
  return isMap(value) ? attributes(value) : value;
}

function attributes(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, attribute(value)]));
}

function attribute(value: unknown): unknown {
  if (!isMap(value)) return value;
  const { M, L } = value;
  if (isMap(M)) return { M: attributes(M) };
  if (Array.isArray(L)) return { L: L.map(attribute) };
  // DynamoDB Local's stream leaves the type out of a map in which there is nothing.
  return Object.keys(value).length === 0 ? { M: {} } : value;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
