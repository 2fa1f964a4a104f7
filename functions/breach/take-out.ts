import { setTimeout } from "node:timers/promises";
import { ConditionalCheckFailedException, DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { type DeleteFiles, deleteCaseFiles } from "../../shared/attachments/case-files.ts";
import { attachmentPrefix } from "../../shared/attachments/places.ts";
import { isLeaving } from "../../shared/case-edition.ts";
import { deleteItems } from "../../shared/delete-items.ts";
import { deliverySchema } from "../../shared/delivery.ts";
import { namedControllers } from "../../shared/named-controllers.ts";
import { readPartition, type StoredItem } from "../../shared/query.ts";
import { referencePrefixes } from "../../shared/reference.ts";
import type { SharedCases, Taken } from "../../shared/shared-cases.ts";
import { caseSortKey, type Table } from "../../shared/table.ts";
import { outsideTransactions } from "../../shared/transactions.ts";
import { breachCaseSchema, breachEntrySchema, type History } from "./breach.ts";
import { isUnsettled, namesController, partWith } from "./parting.ts";
import { change, writesOf } from "./parting-writes.ts";
import { standingOf } from "./standing.ts";

/** Breach reports, as the destruction of one controller's data sees them. */
export function sharedReports(table: Table): SharedCases {
  return {
    prefix: `${referencePrefixes.breach}-`,
    attributes: ["controllers", "report.controllerIds", "concerns", "leaving"],
    names: (item, controllerId) =>
      namesController(item, controllerId) || (isLeaving(item) && goesWith(item, controllerId)),
    takeOut: (...which) => takeOut(table, ...which),
  };
}

/**
 * Changes a report only while it is as it was read, and reads it again after each change: what was added just before is
 * found then, and whoever read it before that can add nothing to it any more.
 */
async function takeOut(
  table: Table,
  reference: string,
  controllerId: string,
  closedAt: string | undefined,
  deleteFiles: DeleteFiles,
): Promise<Taken> {
  const lost = { kind: "lost" as const, changed: false, deliveries: 0 };
  for (let overtaken = 0; overtaken < 12; ) {
    const items = await readPartition(table, reference);
    const of = items.find(({ sk }) => sk === caseSortKey);
    // Entries and mails go before their case does: without one there is nothing left.
    if (!of) return lost;
    const mails = items.filter((item) => item.kind === "delivery" && item.controllerId === controllerId);
    if (isLeaving(of)) {
      if (!goesWith(of, controllerId)) {
        // For nobody is anything left to be read of it: what still names the controller goes now.
        const its = items.filter((item) => namesController(item, controllerId));
        await deleteItems(table, its);
        lost.changed ||= its.length > mails.length;
        lost.deliveries += mails.length;
        return lost;
      }
      const prefix = attachmentPrefix(reference, { kind: "breach" });
      const files = await deleteCaseFiles(items, prefix, deleteFiles);
      if (files !== "gone") return { kind: files === "left" ? "files_left" : "unfinished" };
      await leave(table, reference, items);
      const wasIts = items.some((item) => namesController(item, controllerId));
      return wasIts ? { kind: "gone", deliveries: mails.length } : lost;
    }
    const history = readHistory(of, items);
    if (!history) return { kind: "unreadable" };
    const parting = partWith(history, controllerId, closedAt);
    if (parting.kind === "late") return parting;
    const states = mails.map(({ state }) => deliverySchema.shape.state.parse(state));
    const isNamed = parting.kind === "goes" || parting.changed;
    if (closedAt !== undefined && isNamed && isUnsettled(history, states)) return { kind: "late" };
    const writes = writesOf(table, history.case, parting, mails);
    if (writes.length === 0) return lost;
    if (await change(table, history, writes)) {
      lost.changed ||= parting.kind === "loses" && parting.changed;
      lost.deliveries += writes.filter(({ Delete }) => Delete).length;
    } else {
      overtaken += 1;
      await setTimeout(Math.random() * 40 * overtaken);
    }
  }
  throw new Error("a breach report kept changing while a controller was taken out of it");
}

/**
 * Whether a report that is leaving goes with the controller: its case names the one that it goes with until it is gone.
 * That of an earlier release, which knew no files, may name nobody any more, and goes with whoever comes by.
 */
function goesWith(of: Readonly<Record<string, unknown>>, controllerId: string): boolean {
  return namesController(of, controllerId) || namedControllers(of).length === 0;
}

/** Undefined for what this release cannot read, or could not have come to. */
function readHistory(of: StoredItem, items: readonly StoredItem[]): History | undefined {
  const read = breachCaseSchema.safeParse(of);
  const entries = items
    .filter(({ sk }) => sk.startsWith(`${caseSortKey}#`))
    .map((item) => breachEntrySchema.safeParse(item));
  const readable = entries.flatMap(({ data }) => data ?? []);
  if (!read.success || readable.length < entries.length) return undefined;
  const history = { case: read.data, entries: readable };
  return hasStanding(history) ? history : undefined;
}

function hasStanding(history: History): boolean {
  try {
    standingOf(history);
    return true;
  } catch {
    return false;
  }
}

/** A report that is leaving gets nothing more beside it; once its files are gone, its items go, and the report itself last. */
async function leave(table: Table, reference: string, items: readonly StoredItem[]): Promise<void> {
  await deleteItems(
    table,
    items.filter(({ sk }) => sk !== caseSortKey),
  );
  // The same submission may have made a new report by now, once this one was gone.
  const last = new DeleteItemCommand({
    TableName: table.name,
    Key: marshall({ pk: reference, sk: caseSortKey }),
    ConditionExpression: "attribute_exists(leaving)",
  });
  await outsideTransactions(() => table.client.send(last)).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}
