import {
  ConditionalCheckFailedException,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { sameEdition } from "../../shared/case-edition.ts";
import {
  attention,
  type Delivery,
  type DeliveryMove,
  deliveryMoves,
  deliverySchema,
} from "../../shared/delivery.ts";
import { pendingShards, pendingSince } from "../../shared/pending.ts";
import { readIndex } from "../../shared/query.ts";
import { caseSortKey, type Table } from "../../shared/table.ts";
import { outsideTransactions } from "../../shared/transactions.ts";

/** The sort key of a delivery, beside its case; all deliveries of a case begin with that of the empty id. */
export const deliverySortKey = (id: string) => `delivery#${id}`;

/**
 * Stores deliveries and takes what asked for them out of the index of what is pending, all or nothing. False when one of
 * them was there already, somebody had taken it out before, or the case is gone or another edition.
 *
 * @param deliveries with `planned` at most 100, which is what a transaction holds
 * @param planned the sort keys of the case and of its entries that are now planned
 * @param edition that of the case when it was read
 */
export async function fanOut(
  table: Table,
  reference: string,
  deliveries: readonly Delivery[],
  planned: readonly string[],
  edition?: number,
): Promise<boolean> {
  const puts = deliveries.map((delivery) => ({
    Put: {
      TableName: table.name,
      Item: marshall(
        { pk: reference, sk: deliverySortKey(delivery.id), ...delivery },
        { removeUndefinedValues: true },
      ),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  }));
  const isSame = sameEdition(edition);
  const updates = planned.map((sk) => ({
    Update: {
      TableName: table.name,
      Key: marshall({ pk: reference, sk }),
      UpdateExpression: "REMOVE pendingShard, pendingAt",
      ...(sk === caseSortKey ? isSame : {}),
      ConditionExpression: `attribute_exists(pendingShard)${sk === caseSortKey ? ` AND ${isSame.ConditionExpression}` : ""}`,
    },
  }));
  if (puts.length + updates.length === 0) return true;
  const Key = marshall({ pk: reference, sk: caseSortKey });
  const check = { ConditionCheck: { TableName: table.name, Key, ...isSame } };
  // A transaction takes no two operations on one item.
  const TransactItems = [...puts, ...updates, ...(planned.includes(caseSortKey) ? [] : [check])];
  try {
    await outsideTransactions(() => table.client.send(new TransactWriteItemsCommand({ TransactItems })));
    return true;
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    if (reasons.some(({ Code }) => Code === "ConditionalCheckFailed")) return false;
    throw error;
  }
}

/** A delivery of a case, read consistently; undefined when there is none. */
export async function readDelivery(
  table: Table,
  reference: string,
  id: string,
): Promise<Delivery | undefined> {
  if (!deliverySchema.shape.id.safeParse(id).success) return undefined;
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: marshall({ pk: reference, sk: deliverySortKey(id) }),
      ConsistentRead: true,
    }),
  );
  return Item && deliverySchema.parse(unmarshall(Item));
}

/** What a move writes: a field that is `null` is removed, one of `defaults` is set only where there is none. */
export type Changes = { set: { [F in keyof Delivery]?: Delivery[F] | null }; defaults?: Partial<Delivery> };

/** What a move also writes when the delivery then waits for nothing more: no attempt owns it, and it is not pending. */
export const settled = { leaseUntil: null, pendingShard: null, pendingAt: null } as const;

/** Of these, nobody else is told where they fail. */
const lastOfTheirKind: readonly string[] = ["acknowledgement", "desk"] satisfies Delivery["type"][];

/**
 * What a move also writes when the delivery has failed. Most are pending at once: somebody else may have to be told.
 * @param type the delivery's; of one that is not known, somebody looks
 */
export function failed(reference: string, type: string | undefined, now: Date) {
  const isOver = type !== undefined && lastOfTheirKind.includes(type);
  const rest = isOver ? settled : { leaseUntil: null, ...pendingSince(reference, now) };
  return { ...rest, ...attentionTo(type, now) };
}

/** Where one of these fails, no other contact gets it instead. */
const withoutLadder: readonly string[] = [
  "acknowledgement",
  "desk",
  "contact-change",
  "certificate",
  "destruction-report",
] satisfies Delivery["type"][];

/** What a move also writes of a delivery that has failed, or is silent, and that only somebody's attention can mend. */
export function attentionTo(type: string | undefined, now: Date) {
  return type !== undefined && withoutLadder.includes(type) ? attentionSince(now) : {};
}

/** What lists a delivery among those that somebody has to look after. */
export function attentionSince(at: Date) {
  return { register: attention, receivedAt: at.toISOString() } as const;
}

/** What a move writes of a delivery that nobody has to look after any more. */
export const noAttention = { register: null, receivedAt: null } as const;

/**
 * Makes one move of a delivery, if its state allows it.
 *
 * @param attempt where given, the move is made only while this attempt is the latest
 * @returns the delivery after the move, or undefined when its state did not allow it or it is not there
 */
export async function move(
  table: Table,
  { reference, id, attempt }: { reference: string; id: string; attempt?: number },
  name: DeliveryMove,
  changes: Changes,
): Promise<Delivery | undefined> {
  const command = new UpdateItemCommand({
    TableName: table.name,
    Key: marshall({ pk: reference, sk: deliverySortKey(id) }),
    ...expressionsOf(name, attempt, changes),
    ReturnValues: "ALL_NEW",
  });
  try {
    const { Attributes = {} } = await outsideTransactions(() => table.client.send(command));
    return deliverySchema.parse(unmarshall(Attributes));
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/**
 * Sets when a delivery is looked at next, or takes it out of the index of what is pending. Where it has changed since it was
 * read, nothing is written: whoever changed it has said when.
 */
export async function look(
  table: Table,
  { reference, id, state, pendingAt }: Delivery,
  next: Date | undefined,
): Promise<void> {
  const { pendingShard: shard, pendingAt: at } = pendingSince(reference, next ?? new Date(0));
  const command = new UpdateItemCommand({
    TableName: table.name,
    Key: marshall({ pk: reference, sk: deliverySortKey(id) }),
    UpdateExpression: next ? "SET pendingShard = :shard, pendingAt = :at" : "REMOVE pendingShard, pendingAt",
    ConditionExpression: "#state = :state AND pendingAt = :seen",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: marshall({
      ":state": state,
      ":seen": pendingAt,
      ...(next && { ":shard": shard, ":at": at }),
    }),
  });
  await outsideTransactions(() => table.client.send(command)).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}

function expressionsOf(name: DeliveryMove, attempt: number | undefined, changes: Changes) {
  const { from, to } = deliveryMoves[name];
  const defaults = Object.entries(changes.defaults ?? {});
  const written = Object.entries({ ...changes.set, state: to });
  const set = written.filter(([, value]) => value !== null && value !== undefined);
  const removed = written.filter(([, value]) => value === null);
  const sets = [
    ...set.map(([field]) => `#${field} = :${field}`),
    ...defaults.map(([field]) => `#${field} = if_not_exists(#${field}, :${field})`),
  ];
  const removes = removed.map(([field]) => `#${field}`);
  return {
    UpdateExpression: `SET ${sets.join(", ")}${removes.length > 0 ? ` REMOVE ${removes.join(", ")}` : ""}`,
    ConditionExpression: [
      `#state IN (${from.map((_, n) => `:from${n}`).join(", ")})`,
      ...(attempt === undefined ? [] : ["attempt = :current"]),
    ].join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(
      [...set, ...defaults, ...removed].map(([field]) => [`#${field}`, field]),
    ),
    ExpressionAttributeValues: marshall({
      ...Object.fromEntries([...set, ...defaults].map(([field, value]) => [`:${field}`, value])),
      ...Object.fromEntries(from.map((state, n) => [`:from${n}`, state])),
      ...(attempt !== undefined && { ":current": attempt }),
    }),
  };
}

/** The references of the cases of which something is due at that instant, those longest due first. */
export async function dueReferences(table: Table, at: Date): Promise<string[]> {
  const range = { until: at.toISOString() };
  const shards = await Promise.all(pendingShards.map((shard) => readIndex(table, "pending", shard, range)));
  const due = shards.flat().sort((a, b) => a.sortedBy.localeCompare(b.sortedBy));
  return [...new Set(due.map(({ pk }) => pk))];
}
