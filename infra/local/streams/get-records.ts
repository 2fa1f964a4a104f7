import { Readable } from "node:stream";
import { json } from "node:stream/consumers";
import {
  type _Record,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  type StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import * as z from "zod";

/** A record as it comes over the wire: binary values in base64, and the time in seconds since 1970. */
export type WireRecord = Omit<_Record, "dynamodb"> & {
  dynamodb?: Omit<StreamRecord, "ApproximateCreationDateTime"> & { ApproximateCreationDateTime?: number };
};

const wireAnswer = z.object({
  Records: z.array(z.custom<WireRecord>()).default([]),
  NextShardIterator: z.string().nullish(),
});

/**
 * The next records of a shard, and where to go on; nowhere when it has ended. They are taken from under the SDK, whose way of
 * reading each of their attributes by a schema takes longer than all else that is done with them here.
 * @throws what the SDK makes of an answer that is none
 */
export async function getRecords(
  client: DynamoDBStreamsClient,
  iterator: string | undefined,
  limit?: number,
): Promise<{ records: WireRecord[]; next: string | undefined }> {
  let wire: unknown = {};
  const command = new GetRecordsCommand({ ShardIterator: iterator, Limit: limit });
  command.middlewareStack.add(
    (next) => async (asked) => {
      const answer = await next(asked);
      const { response } = answer;
      if (!isSuccess(response) || !(response.body instanceof Readable)) return answer;
      wire = await json(response.body);
      response.body = Buffer.from("{}");
      return answer;
    },
    { step: "deserialize", priority: "low" },
  );
  await client.send(command);
  const { Records, NextShardIterator } = wireAnswer.parse(wire);
  return { records: Records, next: NextShardIterator ?? undefined };
}

function isSuccess(response: unknown): response is { body: unknown } {
  return (
    typeof response === "object" &&
    response !== null &&
    "statusCode" in response &&
    response.statusCode === 200
  );
}
