import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { boundedRequests } from "./bounded-requests.ts";
import { stampWrites } from "./stamp.ts";

/**
 * The one table. An item's partition key names what it belongs to (a case's reference, `controllers`), its
 * sort key which item of it that is (`case`, `delivery#1`, a controller's id). Every item carries `kind` and `v`.
 */
export const tableKeys = { partition: "pk", sort: "sk" } as const;

/** The key of an item. */
export type ItemKey = Record<(typeof tableKeys)[keyof typeof tableKeys], string>;

/** The key of an item as it was read. */
export function itemKey(item: Record<string, unknown>): ItemKey {
  return { pk: String(item.pk), sk: String(item.sk) };
}

/** The sort key of the item that a case is; its entries and its deliveries stand beside it. */
export const caseSortKey = "case";

/** The sort key of what happened to a case as its n-th entry; a query for what begins with `case` gives it all in order. */
export function entrySortKey(sequence: number): string {
  return `${caseSortKey}#${String(sequence).padStart(6, "0")}`;
}

/** The sort key of how far the destruction is that the end of an agreement leads to; it stands beside that case. */
export const destructionSortKey = "destruction";

/**
 * The partitions of the index of what is pending that hold the destructions, by the instant at which there is something
 * to do: those that are not finished, and those of which only the little is left that is kept for a while.
 */
export const destructionShards = { open: "destruction", kept: "kept" } as const;

/** The partition of all reporters, each under its id. */
export const reportersPartition = "reporters";

/** The partition of what the processor says of itself: its statements and its sub-processors, each version under its number. */
export const processorPartition = "processor";

/**
 * The sort key, among what the processor says of itself, of when the destructions were done again in a table that was
 * restored from a recovery point: without it such a table must not serve.
 */
export const restoredSortKey = "restored";

/** The partition of the leases on buckets, each under the bucket's name. */
export const bucketsPartition = "buckets";

/** The partition of what is counted so that it does not become too much, each for a window of time under its hash. */
export const capsPartition = "caps";

/**
 * The attribute that says when an item ends by itself, in seconds since 1970. DynamoDB deletes it within a few days of that
 * (DynamoDB Developer Guide, "Time to Live").
 */
export const expiryAttribute = "expiresAt";

/**
 * The indexes; all sparse and keys only.
 *
 * `pending` holds what still has to happen, by the instant at which it is due. It is spread over shards, because
 * every submission passes through it and one partition takes 1,000 writes a second (DynamoDB Developer Guide,
 * "Partitions and data distribution").
 *
 * `controller` finds everything that belongs to one controller.
 *
 * `register` lists what operators look through, each kind by the instant at which it came in: breach reports, requests
 * without a known controller, cases of letters, objections, and mails that somebody has to look after.
 */
export const tableIndexes = {
  pending: { name: "pending", partition: "pendingShard", sort: "pendingAt" },
  controller: { name: "controller", partition: "controllerId", sort: "pk" },
  register: { name: "register", partition: "register", sort: "receivedAt" },
} as const;

/** A table and the client that reaches it. */
export type Table = { client: DynamoDBClient; name: string };

/** For how long a call waits for DynamoDB where it falls silent, in milliseconds, with all attempts and their pauses. */
export const longestTableCall = 10_000;

/** The partitions whose items are no part of any case: their changes are no evidence of anything. */
export const unrecordedPartitions: readonly string[] = [capsPartition, bucketsPartition];

/**
 * Connects to the table; what is written through the connection is stamped for the evidence (see `stampWrites`).
 * @param attemptMilliseconds for how long an attempt waits for DynamoDB
 */
export function connectTable(name: string, attemptMilliseconds?: number): Table {
  return recorded(connect(name, attemptMilliseconds));
}

/** The table with a client that stamps what it writes, wherever it is recorded; it is the same client. */
export function recorded(table: Table): Table {
  stampWrites(table.client, {
    isStamped: (partition) => !unrecordedPartitions.includes(partition),
    now: () => new Date(),
  });
  return table;
}

/**
 * Connects to the table of evidence, in which nothing is changed that was written.
 * @param attempts how often a call is tried
 */
export function connectEvidence(name: string, attemptMilliseconds?: number, attempts?: number): Table {
  return connect(name, attemptMilliseconds, attempts);
}

/**
 * The SDK waits for ever by default, so each of the attempts is bounded: together they end well before the gateway's
 * 30 s.
 */
function connect(name: string, attemptMilliseconds = 3_000, attempts = 3): Table {
  const client = new DynamoDBClient({
    maxAttempts: attempts,
    requestHandler: boundedRequests(attemptMilliseconds),
  });
  // It makes each input and output ready for a log that we do not keep, which takes longer than to sign the call.
  client.middlewareStack.remove("loggerMiddleware");
  return { client, name };
}
