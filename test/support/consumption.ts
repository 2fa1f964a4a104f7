import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

type Capacity = { CapacityUnits?: number };

/** What a client has asked of DynamoDB so far. */
export type Consumption = { calls: number; writeUnits: number };

const writes = ["PutItemCommand", "UpdateItemCommand", "TransactWriteItemsCommand"];

/** Counts from now on what this client asks of DynamoDB: calls, and write units with those of the indexes. */
export function countConsumption(client: DynamoDBClient): Consumption {
  const consumption: Consumption = { calls: 0, writeUnits: 0 };
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (asked) => {
        consumption.calls += 1;
        if (!writes.includes(commandName)) return next(asked);
        const answer = await next({ ...asked, input: { ...asked.input, ReturnConsumedCapacity: "TOTAL" } });
        const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: Capacity | Capacity[] };
        for (const { CapacityUnits = 0 } of [ConsumedCapacity ?? []].flat())
          consumption.writeUnits += CapacityUnits;
        return answer;
      },
    { step: "initialize" },
  );
  return consumption;
}
