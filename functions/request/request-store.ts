import { putCase } from "../../shared/case-store.ts";
import type { Delivery } from "../../shared/delivery.ts";
import { readDossier } from "../../shared/dossier.ts";
import type { Table } from "../../shared/table.ts";
import { type RequestCase, requestCaseSchema } from "./request.ts";

/** A request and the mails it gave rise to. */
export type RequestDossier = { case: RequestCase; deliveries: Delivery[] };

/**
 * Stores a request under its reference, unless there is one.
 * @returns the one that stands there already, or undefined when this one was stored
 */
export function commitCase(table: Table, newCase: RequestCase): Promise<RequestCase | undefined> {
  return putCase(table, requestCaseSchema, newCase);
}

/** A request with its deliveries, read consistently; undefined when there is none of that reference. */
export async function readRequest(table: Table, reference: string): Promise<RequestDossier | undefined> {
  const dossier = await readDossier(table, reference);
  return dossier && { deliveries: dossier.deliveries, case: requestCaseSchema.parse(dossier.case) };
}
