import { inParallel } from "../../../shared/parallel.ts";
import { queryIndex, readIndex } from "../../../shared/query.ts";
import { referencePrefixes } from "../../../shared/reference.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { caseSortKey, type Table } from "../../../shared/table.ts";
import { orUnavailable } from "../../../shared/unavailable.ts";
import { deskRegisters, type RequestDossier } from "../request.ts";
import { readRequest } from "../request-store.ts";

/** How many requests are read at once. */
const atOnce = 8;

/** A request as it was read; one that this release cannot read is an error, and one that is gone is undefined. */
export type ReadRequest =
  | { reference: string; found: RequestDossier | undefined }
  | { reference: string; error: unknown };

/**
 * Reads requests: one that cannot be read hides no other.
 * @throws Refusal `not_stored`
 */
export function readRequests(table: Table, references: readonly string[]): Promise<ReadRequest[]> {
  return inParallel(references, atOnce, async (reference) => {
    try {
      return { reference, found: await orUnavailable(readRequest(table, reference)) };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      return { reference, error };
    }
  });
}

/**
 * The references of the requests without a known controller that wait for the desk, or that it closed, newest first. What
 * came in or changed within the last second may be absent, or on the other list still.
 */
export async function listDeskRequests(
  table: Table,
  list: keyof typeof deskRegisters = "waiting",
): Promise<string[]> {
  const entries = await readIndex(table, "register", deskRegisters[list], { descending: true });
  return entries.map(({ pk }) => pk);
}

/** The references of a controller's requests, those included that the desk assigned to it, in their own order. */
export async function listRequestsOf(table: Table, controllerId: string): Promise<string[]> {
  const references = new Set<string>();
  for await (const page of queryIndex(table, "controller", controllerId)) {
    const own = page.filter(({ sk }) => sk.startsWith(caseSortKey)).map(({ pk }) => pk);
    for (const pk of own) if (pk.startsWith(`${referencePrefixes.request}-`)) references.add(pk);
  }
  return [...references];
}
