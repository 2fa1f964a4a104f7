import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { describe, expect, test } from "vitest";
import { readStretch } from "../../../../infra/local/streams/read-stretch.ts";
import { awsServer, type WireAnswers } from "../../cli/aws-wire.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const stretch = {
  streamArn: "arn:aws:dynamodb:eu-central-1:111122223333:table/t/stream/s",
  shardId: "shardId-1",
  startSequenceNumber: "9",
  endSequenceNumber: "11",
};
const record = (SequenceNumber: string, eventName = "INSERT") => ({
  eventID: `event-${SequenceNumber}`,
  eventName,
  dynamodb: {
    ApproximateCreationDateTime: 1_795_300_000,
    Keys: { pk: { S: `DSR-${SequenceNumber}` } },
    SequenceNumber,
  },
});

async function read(answers: WireAnswers, matches = () => true) {
  const { url, calls } = await awsServer({ GetShardIterator: { body: { ShardIterator: "1" } }, ...answers });
  const client = new DynamoDBStreamsClient({
    endpoint: url,
    region: "eu-central-1",
    credentials,
    maxAttempts: 1,
  });
  const records = await readStretch(client, stretch, { matches, region: "eu-central-1" });
  return { records, calls };
}

describe("a stretch of a stream", () => {
  test("is read from its first record to its last, over as many pages as it takes, as Lambda hands records over", async () => {
    const pages = [
      { Records: [record("9")], NextShardIterator: "2" },
      { Records: [], NextShardIterator: "3" },
      { Records: [record("10"), record("11"), record("12")], NextShardIterator: "4" },
    ];
    const { records, calls } = await read({ GetRecords: () => ({ body: pages.shift() }) });
    expect(records?.map(({ dynamodb }) => dynamodb.SequenceNumber)).toEqual(["9", "10", "11"]);
    expect(records?.[0]).toMatchObject({
      eventName: "INSERT",
      eventSource: "aws:dynamodb",
      awsRegion: "eu-central-1",
      eventSourceARN: stretch.streamArn,
      dynamodb: { ApproximateCreationDateTime: 1_795_300_000, Keys: { pk: { S: "DSR-9" } } },
    });
    expect(JSON.parse(calls[0]?.input ?? "")).toEqual({
      StreamArn: stretch.streamArn,
      ShardId: "shardId-1",
      ShardIteratorType: "AT_SEQUENCE_NUMBER",
      SequenceNumber: "9",
    });
    expect(pages).toEqual([]);
  });

  test("has nothing in it that its mapping leaves out", async () => {
    const { records } = await read({ GetRecords: { body: { Records: [record("11")] } } }, () => false);
    expect(records).toEqual([]);
  });

  test.each(["TrimmedDataAccessException", "ResourceNotFoundException"])(
    "is forgotten after %s",
    async (code) => {
      expect((await read({ GetShardIterator: { code } })).records).toBeUndefined();
      expect((await read({ GetRecords: { code } })).records).toBeUndefined();
    },
  );

  test("is not taken for forgotten where it cannot be read", async () => {
    await expect(read({ GetShardIterator: { code: "AccessDeniedException" } })).rejects.toThrow();
  });

  test("names who deleted by time-to-live, as Lambda does", async () => {
    const expired = {
      ...record("11", "REMOVE"),
      userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" },
    };
    const { records } = await read({ GetRecords: { body: { Records: [expired] } } });
    expect(records?.[0]?.userIdentity).toEqual({ type: "Service", principalId: "dynamodb.amazonaws.com" });
  });
});
