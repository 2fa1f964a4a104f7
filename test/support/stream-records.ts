import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";

type Item = Record<string, unknown>;

/** When the changes of the records below happened, unless they say otherwise. */
export const changedAt = new Date("2026-11-22T12:00:00.000Z");

/** A record of the table's stream as Lambda hands it over: bytes as base64, the time in seconds. */
export function recordOf(
  { before, after }: { before?: Item; after?: Item },
  { sequence = "1", at = changedAt }: { sequence?: string; at?: Date } = {},
): DynamoDBRecord {
  const { pk = "", sk = "" } = after ?? before ?? {};
  return {
    eventName: before ? (after ? "MODIFY" : "REMOVE") : "INSERT",
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at.getTime() / 1_000),
      SequenceNumber: sequence,
      Keys: image({ pk, sk }),
      ...(before && { OldImage: image(before) }),
      ...(after && { NewImage: image(after) }),
    },
  };
}

function image(item: Item): NonNullable<NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"]> {
  const attributes = marshall(item, { removeUndefinedValues: true });
  return JSON.parse(
    JSON.stringify(attributes, (_, value) =>
      value?.type === "Buffer" ? Buffer.from(value.data).toString("base64") : value,
    ),
  );
}
