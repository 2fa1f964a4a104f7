import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { evidencePartition } from "../../shared/evidence/gap.ts";
import type { Table } from "../../shared/table.ts";

/**
 * Changes an item of the table that stands for nothing: so there is always a change on its way to `record-evidence`, and it
 * shows where it is not started any more.
 */
export async function beat({ client, name }: Table): Promise<void> {
  await client.send(
    new UpdateItemCommand({
      TableName: name,
      Key: marshall({ pk: evidencePartition, sk: "heartbeat" }),
      UpdateExpression: "SET #kind = :kind, v = :v",
      ExpressionAttributeNames: { "#kind": "kind" },
      ExpressionAttributeValues: marshall({ ":kind": "heartbeat", ":v": 1 }),
    }),
  );
}
