import {
  ConditionalCheckFailedException,
  type TransactWriteItem,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { readIndex } from "../../shared/query.ts";
import { destructionShards, destructionSortKey, type Table } from "../../shared/table.ts";
import { outsideTransactions } from "../../shared/transactions.ts";
import { type Destruction, destructionSchema } from "./destruction.ts";

/** Another run has taken over, or the termination was withdrawn: this one must not go on. */
export class Superseded extends Error {
  override name = "Superseded";

  constructor(message = "another run has taken over this destruction, or it was withdrawn") {
    super(message);
  }
}

/** The references of destructions of which something is to be done at that instant, those longest due first. */
export async function dueDestructions(
  table: Table,
  shard: keyof typeof destructionShards,
  at: Date,
): Promise<string[]> {
  const entries = await readIndex(table, "pending", destructionShards[shard], { until: at.toISOString() });
  return entries.map(({ pk }) => pk);
}

/** The references of all destructions that are not finished. */
export async function openDestructions(table: Table): Promise<string[]> {
  return (await readIndex(table, "pending", destructionShards.open)).map(({ pk }) => pk);
}

/** A destruction that this run owns, and whether the run before it was cut short. */
export type Leased = { destruction: Destruction; wasCutShort: boolean };

/**
 * Begins a run, unless another owns the destruction, or there is none any more. Of those that are due it is the last
 * from here on: one that needs many runs, or fails in each, leaves time to the others.
 */
export async function takeLease(
  table: Table,
  reference: string,
  now: Date,
  until: Date,
): Promise<Leased | "leased" | "gone"> {
  const command = new UpdateItemCommand({
    TableName: table.name,
    Key: keyOf(reference),
    UpdateExpression: "SET leaseUntil = :until, pendingAt = :now ADD #run :one",
    ConditionExpression: "attribute_exists(pk) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)",
    ExpressionAttributeNames: { "#run": "run" },
    ExpressionAttributeValues: marshall({
      ":until": until.toISOString(),
      ":now": now.toISOString(),
      ":one": 1,
    }),
    ReturnValues: "ALL_OLD",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });
  try {
    const { Attributes = {} } = await outsideTransactions(() => table.client.send(command));
    const before = destructionSchema.parse(unmarshall(Attributes));
    const taken = { leaseUntil: until.toISOString(), pendingAt: now.toISOString() };
    const destruction = { ...before, ...taken, run: before.run + 1 };
    return { destruction, wasCutShort: before.leaseUntil !== undefined };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error.Item ? "leased" : "gone";
    throw error;
  }
}

/** What a run may write; `null` removes. */
export type DestructionChanges = {
  [F in Exclude<keyof Destruction, "v" | "kind" | "reference" | "controllerId" | "run">]?:
    | Destruction[F]
    | null;
};

/**
 * Writes down how far a run is.
 * @throws Superseded
 */
export async function saveDestruction(
  table: Table,
  { reference, run }: Pick<Destruction, "reference" | "run">,
  changes: DestructionChanges,
): Promise<Destruction> {
  const command = new UpdateItemCommand({
    TableName: table.name,
    Key: keyOf(reference),
    ...changesOf(run, changes),
    ReturnValues: "ALL_NEW",
  });
  try {
    const { Attributes = {} } = await outsideTransactions(() => table.client.send(command));
    return destructionSchema.parse(unmarshall(Attributes));
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new Superseded();
    throw error;
  }
}

/** That this run still owns a destruction, as a condition of a transaction. */
export function destructionCheck(
  table: Table,
  { reference, run }: Pick<Destruction, "reference" | "run">,
): TransactWriteItem {
  return { ConditionCheck: { TableName: table.name, Key: keyOf(reference), ...ownedBy(run) } };
}

/** The same as `saveDestruction`, as a part of a transaction. */
export function destructionUpdate(
  table: Table,
  { reference, run }: Pick<Destruction, "reference" | "run">,
  changes: DestructionChanges,
): TransactWriteItem {
  return { Update: { TableName: table.name, Key: keyOf(reference), ...changesOf(run, changes) } };
}

function changesOf(run: number, changes: DestructionChanges) {
  const written = Object.entries(changes).filter(([, value]) => value !== undefined);
  const set = written.filter(([, value]) => value !== null).map(([field]) => `#${field} = :${field}`);
  const removed = written.filter(([, value]) => value === null).map(([field]) => `#${field}`);
  const owned = ownedBy(run);
  return {
    UpdateExpression: [
      ...(set.length > 0 ? [`SET ${set.join(", ")}`] : []),
      ...(removed.length > 0 ? [`REMOVE ${removed.join(", ")}`] : []),
    ].join(" "),
    ConditionExpression: owned.ConditionExpression,
    ExpressionAttributeNames: {
      ...owned.ExpressionAttributeNames,
      ...Object.fromEntries(written.map(([field]) => [`#${field}`, field])),
    },
    ExpressionAttributeValues: {
      ...owned.ExpressionAttributeValues,
      ...marshall(
        Object.fromEntries(
          written.filter(([, value]) => value !== null).map(([field, value]) => [`:${field}`, value]),
        ),
        { removeUndefinedValues: true },
      ),
    },
  };
}

function ownedBy(run: number) {
  return {
    ConditionExpression: "#run = :run",
    ExpressionAttributeNames: { "#run": "run" },
    ExpressionAttributeValues: marshall({ ":run": run }),
  };
}

function keyOf(reference: string) {
  return marshall({ pk: reference, sk: destructionSortKey });
}
