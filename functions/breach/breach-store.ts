import { isDeepStrictEqual } from "node:util";
import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { type Upload, uploadSchema } from "../../shared/attachments/upload.ts";
import { isLeaving } from "../../shared/case-edition.ts";
import { putBesideCase, putCase } from "../../shared/case-store.ts";
import type { Delivery } from "../../shared/delivery.ts";
import { readDossier } from "../../shared/dossier.ts";
import { readIndex, readPartition } from "../../shared/query.ts";
import { caseSortKey, entrySortKey, type Table } from "../../shared/table.ts";
import {
  type BreachCase,
  type BreachEntry,
  breachCaseSchema,
  breachEntrySchema,
  type History,
  register,
} from "./breach.ts";

/** Everything that is known of a breach report, and the mails it gave rise to. */
export type BreachDossier = History & {
  deliveries: Delivery[];
  /** The forms that were given out to send files with. */
  uploads?: readonly Upload[];
};

/**
 * Stores a breach report under its reference, unless there is one.
 * @returns the one that stands there already, or undefined when this one was stored
 * @throws Refusal `body_too_large`
 */
export function commitBreach(table: Table, newCase: BreachCase): Promise<BreachCase | undefined> {
  return putCase(table, breachCaseSchema, newCase);
}

const receiptItem = z.object({ receiptHash: z.string() });

/** What is stored of the receipt code of a breach report, read consistently; undefined when there is none. */
export async function readReceiptHash(table: Table, reference: string): Promise<string | undefined> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: "pk = :reference AND sk = :case",
      ExpressionAttributeValues: marshall({ ":reference": reference, ":case": caseSortKey }),
      ProjectionExpression: "receiptHash, leaving",
      ConsistentRead: true,
    }),
  );
  const [item] = Items.map((attributes) => unmarshall(attributes));
  return item === undefined || isLeaving(item) ? undefined : receiptItem.parse(item).receiptHash;
}

/** A breach report and its entries, read consistently; undefined when there is none of that reference. */
export async function readHistory(table: Table, reference: string): Promise<History | undefined> {
  const [first, ...entries] = await readPartition(table, reference, { sortKeys: caseSortKey });
  return first === undefined || isLeaving(first) ? undefined : toHistory(first, entries);
}

/** A breach report, its entries and its deliveries, read consistently; undefined when there is none. */
export async function readBreach(table: Table, reference: string): Promise<BreachDossier | undefined> {
  const dossier = await readDossier(table, reference);
  if (!dossier) return undefined;
  const uploads = dossier.uploads.map((upload) => uploadSchema.parse(upload));
  return { ...toHistory(dossier.case, dossier.entries), deliveries: dossier.deliveries, uploads };
}

function toHistory(item: unknown, entries: readonly unknown[]): History {
  return {
    case: breachCaseSchema.parse(item),
    entries: entries.map((entry) => breachEntrySchema.parse(entry)),
  };
}

/**
 * Stores an entry of a report that was read in that edition. False when its sequence number is taken by another, or a
 * controller was taken out of the report meanwhile; an attempt whose answer was lost finds its own.
 * @throws Refusal `body_too_large`
 */
export async function appendEntry(table: Table, entry: BreachEntry, edition?: number): Promise<boolean> {
  const placed = await putBesideCase(table, entrySortKey(entry.sequence), entry, edition);
  if (typeof placed === "string") return placed === "stored";
  return isDeepStrictEqual(withoutMarks(breachEntrySchema.parse(placed.standsThere)), withoutMarks(entry));
}

/** An entry without what comes off: once its mails are planned, or the data of a controller is destroyed. */
function withoutMarks({ pendingShard, pendingAt, concerns, ...rest }: BreachEntry) {
  return rest;
}

/** The references of all breach reports, newest first. One that came in within the last second may be absent. */
export async function listBreaches(table: Table): Promise<string[]> {
  return (await readIndex(table, "register", register, { descending: true })).map(({ pk }) => pk);
}
