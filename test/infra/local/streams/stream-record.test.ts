import type { AttributeValue } from "@aws-sdk/client-dynamodb-streams";
import { describe, expect, test } from "vitest";
import { streamRecord } from "../../../../infra/local/streams/stream-record.ts";

const place = { region: "eu-central-1", arn: "arn:aws:dynamodb:ddblocal:000000000000:table/t/stream/s" };

describe("a stream record", () => {
  test("looks as Lambda sends it", () => {
    const record = streamRecord(
      {
        eventID: "id",
        eventName: "INSERT",
        awsRegion: "ddblocal",
        dynamodb: {
          ApproximateCreationDateTime: 1_795_342_500.9,
          Keys: { pk: { S: "a" } },
          NewImage: JSON.parse('{ "blob": { "B": "AQL/" }, "list": { "L": [{ "B": "Aw==" }] } }'),
          SequenceNumber: "007",
        },
      },
      place,
    );
    expect(record).toEqual({
      eventID: "id",
      eventName: "INSERT",
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: "eu-central-1",
      dynamodb: {
        ApproximateCreationDateTime: 1_795_342_500,
        Keys: { pk: { S: "a" } },
        NewImage: { blob: { B: "AQL/" }, list: { L: [{ B: "Aw==" }] } },
        SequenceNumber: "007",
      },
      eventSourceARN: "arn:aws:dynamodb:eu-central-1:000000000000:table/t/stream/s",
    });
  });

  test("has its empty maps as maps, also where DynamoDB Local leaves out their type", () => {
    const asLocal: Record<string, AttributeValue> = JSON.parse(
      '{ "a": {}, "b": { "M": { "c": {}, "d": { "L": [{}] } } }, "e": { "M": {} }, "f": { "SS": ["x"] } }',
    );
    expect(streamRecord({ dynamodb: { NewImage: asLocal } }, place).dynamodb.NewImage).toEqual({
      a: { M: {} },
      b: { M: { c: { M: {} }, d: { L: [{ M: {} }] } } },
      e: { M: {} },
      f: { SS: ["x"] },
    });
  });

  test("of a deletion by time-to-live is a REMOVE by DynamoDB itself", () => {
    const { eventName, userIdentity } = streamRecord(
      { eventName: Object("UNKNOWN_TO_SDK_VERSION").toString() },
      place,
    );
    expect(eventName).toBe("REMOVE");
    expect(userIdentity).toEqual({ type: "Service", principalId: "dynamodb.amazonaws.com" });
  });
});
