import { uploadSchema } from "../../shared/attachments/upload.ts";
import { putBesideCase, putCase } from "../../shared/case-store.ts";
import { readDossier } from "../../shared/dossier.ts";
import { entrySortKey, type Table } from "../../shared/table.ts";
import { deskRegisters, type RequestCase, type RequestDossier, requestCaseSchema } from "./request.ts";
import { type RequestEntry, requestEntrySchema } from "./request-entry.ts";

/**
 * Stores a request under its reference, unless there is one.
 * @returns the one that stands there already, or undefined when this one was stored
 */
export function commitCase(table: Table, newCase: RequestCase): Promise<RequestCase | undefined> {
  return putCase(table, requestCaseSchema, newCase);
}

/** A request with its entries and deliveries, read consistently; undefined when there is none of that reference. */
export async function readRequest(table: Table, reference: string): Promise<RequestDossier | undefined> {
  const dossier = await readDossier(table, reference);
  return (
    dossier && {
      case: requestCaseSchema.parse(dossier.case),
      entries: dossier.entries.map((entry) => requestEntrySchema.parse(entry)),
      deliveries: dossier.deliveries,
      uploads: dossier.uploads.map((upload) => uploadSchema.parse(upload)),
    }
  );
}

/**
 * Stores an entry beside its request. A decision takes one of which no controller was known off the list of what waits; a
 * file leaves it there. False when its sequence number is taken, or the request is gone: what is there now decides anew.
 */
export async function appendEntry(
  table: Table,
  entry: RequestEntry,
  { register }: Pick<RequestCase, "register">,
): Promise<boolean> {
  const list = entry.move === "close" ? deskRegisters.closed : undefined;
  const isListed = register !== undefined && entry.attachment === undefined;
  const moved = isListed ? { register: list } : undefined;
  const sortKey = entrySortKey(entry.sequence);
  return (await putBesideCase(table, sortKey, entry, undefined, moved)) === "stored";
}
