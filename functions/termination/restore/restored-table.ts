import { GetItemCommand, PutItemCommand, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { evidencePartition } from "../../../shared/evidence/gap.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { processorPartition, restoredSortKey, type Table } from "../../../shared/table.ts";

/**
 * The table of that name, through the same client.
 * @param prefix what the names of restored tables begin with
 * @throws Refusal `invalid_input` for any other, and for the one that serves
 */
export function restoredTable(serving: Table, prefix: string, name: string): Table {
  const refuse = (code: string) => new Refusal("invalid_input", { errors: [{ pointer: "/table", code }] });
  if (name === serving.name) throw refuse("This table serves: nothing is to be done again in it.");
  // DynamoDB Developer Guide, "Naming rules".
  if (!name.startsWith(prefix) || !/^[\w.-]{3,255}$/.test(name))
    throw refuse(`The name of a restored table begins with ${prefix}.`);
  return { client: serving.client, name };
}

const heartbeat = z.object({ writtenAt: z.iso.datetime() });

/** By how much clocks differ at most, in milliseconds. */
const clockSkew = 300_000;

/**
 * An instant that is no later than the point to which the table was restored: that at which the hourly heartbeat in it was
 * written. Undefined where nobody can say; then the chains tell of all that ever happened.
 * @throws Refusal `not_found` where there is no such table
 */
export async function pointBefore(table: Table, now: Date): Promise<Date | undefined> {
  const command = new GetItemCommand({
    TableName: table.name,
    Key: marshall({ pk: evidencePartition, sk: "heartbeat" }),
    ConsistentRead: true,
  });
  const { Item } = await table.client.send(command).catch((cause: unknown) => {
    if (cause instanceof ResourceNotFoundException) throw new Refusal("not_found", { cause });
    throw cause;
  });
  const { data } = heartbeat.safeParse(Item && unmarshall(Item));
  // One from a clock that ran ahead says nothing.
  if (!data || new Date(data.writtenAt) > now) return undefined;
  return new Date(new Date(data.writtenAt).getTime() - clockSkew);
}

/**
 * Writes into the restored table that all is removed again, in whose name and when: from here on it may serve. The note says
 * which table it is of: its own recovery points hold it too.
 */
export async function noteRestored(table: Table, by: string, at: Date): Promise<void> {
  const item = { v: 1, kind: "restoration", table: table.name, by, at: at.toISOString() };
  const key = { pk: processorPartition, sk: restoredSortKey };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall({ ...key, ...item }) }));
}
