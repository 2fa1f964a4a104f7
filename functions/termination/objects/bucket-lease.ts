import { randomUUID } from "node:crypto";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { bucketsPartition, type Table, tableKeys } from "../../../shared/table.ts";

/** The right to change one bucket's configuration. `isHeld` says whether there is still time for a write. */
export type Lease = { isHeld(): boolean };

/**
 * Does the work while nobody else of us changes the configuration of this bucket; `busy` when somebody kept doing so.
 * S3 has no condition on such a write: the last one wins.
 */
export type BucketLease = <T>(bucket: string, work: (lease: Lease) => Promise<T>) => Promise<T | "busy">;

/** What time is for a lease: the clock of the run, and how it waits. Milliseconds. */
export type Clock = { now(): Date; wait(milliseconds: number): Promise<void> };

/** How long a lease lasts, and for how long before its end nothing is begun any more: one write with all its attempts. */
const term = { lasts: 180_000, reserve: 70_000 };

/** How often it is asked for, with longer and longer pauses: about 6 s. */
const attempts = 6;

/** Leases on buckets, each an item of the table. Whoever was killed holds one for three minutes at most. */
export function bucketLeases(table: Table, { now, wait }: Clock): BucketLease {
  return async (bucket, work) => {
    const holder = randomUUID();
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const until = await take(table, bucket, holder, now());
      if (until) {
        try {
          return await work({ isHeld: () => now().getTime() < until - term.reserve });
        } finally {
          await giveBack(table, bucket, holder);
        }
      }
      if (attempt < attempts) await wait(200 * 2 ** (attempt - 1));
    }
    return "busy";
  };
}

/** Until when the holder has it; undefined when somebody else has. The holder itself may have got no answer before. */
async function take(table: Table, bucket: string, holder: string, now: Date): Promise<number | undefined> {
  const until = now.getTime() + term.lasts;
  const lease = { kind: "bucket-lease", v: 1, holder, leaseUntil: new Date(until).toISOString() };
  const isTaken = await conditionally(
    table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: { ...leaseKey(bucket), ...marshall(lease) },
        ConditionExpression: "attribute_not_exists(#pk) OR #until <= :now OR #holder = :holder",
        ExpressionAttributeNames: { "#pk": tableKeys.partition, "#until": "leaseUntil", "#holder": "holder" },
        ExpressionAttributeValues: { ":now": { S: now.toISOString() }, ":holder": { S: holder } },
      }),
    ),
  );
  return isTaken ? until : undefined;
}

/** Somebody else may have it by now: then it stays theirs. */
async function giveBack(table: Table, bucket: string, holder: string): Promise<void> {
  await conditionally(
    table.client.send(
      new DeleteItemCommand({
        TableName: table.name,
        Key: leaseKey(bucket),
        ConditionExpression: "#holder = :holder",
        ExpressionAttributeNames: { "#holder": "holder" },
        ExpressionAttributeValues: { ":holder": { S: holder } },
      }),
    ),
  );
}

function leaseKey(bucket: string): Record<string, AttributeValue> {
  return { [tableKeys.partition]: { S: bucketsPartition }, [tableKeys.sort]: { S: bucket } };
}

async function conditionally(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
