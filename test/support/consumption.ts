import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

type Capacity = { CapacityUnits?: number };

/** What a client has asked of DynamoDB so far. */
export type Consumption = { calls: number; readUnits: number; writeUnits: number };

const units: Readonly<Record<string, "readUnits" | "writeUnits">> = {
  GetItemCommand: "readUnits",
  BatchGetItemCommand: "readUnits",
  QueryCommand: "readUnits",
  PutItemCommand: "writeUnits",
  UpdateItemCommand: "writeUnits",
  TransactWriteItemsCommand: "writeUnits",
};

/** Counts from now on what this client asks of DynamoDB: calls, and units, to write with those of the indexes. */
export function countConsumption(client: DynamoDBClient): Consumption {
  const consumption: Consumption = { calls: 0, readUnits: 0, writeUnits: 0 };
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (asked) => {
        consumption.calls += 1;
        const unit = units[commandName];
        if (!unit) return next(asked);
        // Asked for the total alone, DynamoDB Local 3.3.1 leaves the indexes out of some transactions.
        const answer = await next({ ...asked, input: { ...asked.input, ReturnConsumedCapacity: "INDEXES" } });
        const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: Capacity | Capacity[] };
        for (const { CapacityUnits = 0 } of [ConsumedCapacity ?? []].flat())
          consumption[unit] += CapacityUnits;
        return answer;
      },
    { step: "initialize" },
  );
  return consumption;
}
