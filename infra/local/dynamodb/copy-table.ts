import {
  BatchWriteItemCommand,
  type BatchWriteItemCommandInput,
  type DynamoDBClient,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import { inChunks } from "../../../shared/parallel.ts";
import type { TableDefinition } from "./table-definition.ts";
import { ensureTable } from "./tables.ts";

/** Copies the table of record, which has a stream, to a table of the name that it is given; see `copyTable`. */
export function tableCopier(
  client: DynamoDBClient,
  tables: readonly TableDefinition[],
): (name: string) => Promise<number> {
  const recorded = tables.find(({ StreamSpecification }) => StreamSpecification !== undefined);
  return async (name) => {
    if (!recorded) throw new Error("the stack has no table of its own");
    return copyTable(client, recorded, name);
  };
}

/**
 * Makes a table that holds what the other does now, as a recovery point gives it: with the indexes, without the stream and
 * without time-to-live (DynamoDB Developer Guide, "Restoring a table to a point in time"). Other than such a point it is no
 * snapshot: what is written meanwhile may be in it or not.
 * @returns how many items it has
 * @throws Error where there is a table of that name that holds something
 */
async function copyTable(client: DynamoDBClient, from: TableDefinition, name: string): Promise<number> {
  const { StreamSpecification: _, TimeToLiveSpecification: __, ...definition } = from;
  await ensureTable(client, { ...definition, tableName: name });
  for await (const { Count } of paginateScan({ client }, { TableName: name, Limit: 1 })) {
    if (Count !== 0) throw new Error(`there is a table ${name} already`);
  }
  let items = 0;
  const pages = paginateScan({ client }, { TableName: from.tableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) {
    for (const some of inChunks(Items, 25)) {
      let left: BatchWriteItemCommandInput["RequestItems"] = {
        [name]: some.map((Item) => ({ PutRequest: { Item } })),
      };
      // A server of somebody else's may not do all at once.
      while (left && Object.keys(left).length > 0) {
        const command: BatchWriteItemCommand = new BatchWriteItemCommand({ RequestItems: left });
        left = (await client.send(command)).UnprocessedItems;
      }
    }
    items += Items.length;
  }
  return items;
}
