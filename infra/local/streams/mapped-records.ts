import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { readStretch, type Stretch } from "./read-stretch.ts";
import type { StreamMapping } from "./stream-mapping.ts";
import type { StreamRecord } from "./stream-record.ts";

/** Where the tables and their streams are. */
type Streams = { tables: DynamoDBClient; streams: DynamoDBStreamsClient; region: string };

/** Reads again what a mapping handed to its function, which its ARN names. */
export function recordsOfMappings(
  mappings: readonly Pick<StreamMapping, "functionArn" | "tableName" | "matches">[],
  { tables, streams, region }: Streams,
): (functionArn: string, stretch: Stretch) => Promise<StreamRecord[] | undefined> {
  return async (functionArn, stretch) => {
    const mapping = mappings.find((one) => one.functionArn === functionArn);
    if (!mapping) return undefined;
    // As the server of this machine calls its stream: in a letter it has the Region of the stack.
    const { Table } = await tables.send(new DescribeTableCommand({ TableName: mapping.tableName }));
    const streamArn = Table?.LatestStreamArn ?? stretch.streamArn;
    return readStretch(streams, { ...stretch, streamArn }, { matches: mapping.matches, region });
  };
}
