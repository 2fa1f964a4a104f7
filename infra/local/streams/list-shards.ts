import { DescribeStreamCommand, type DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";

/** The shards that a stream still has, each with the shard that it continues, if any. */
export async function listShards(
  client: DynamoDBStreamsClient,
  streamArn: string,
): Promise<Map<string, string | undefined>> {
  const shards = new Map<string, string | undefined>();
  let from: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId: from }),
    );
    for (const { ShardId, ParentShardId } of StreamDescription?.Shards ?? []) {
      if (ShardId !== undefined) shards.set(ShardId, ParentShardId);
    }
    from = StreamDescription?.LastEvaluatedShardId;
  } while (from !== undefined);
  return shards;
}
