import { setTimeout } from "node:timers/promises";
import {
  appendLetterEntry,
  type LetterDossier,
  type LetterList,
  type LetterSchemas,
  readLetterDossier,
} from "../../shared/letter/letter-store.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Table } from "../../shared/table.ts";

/**
 * Adds an entry to a case of letters. What was decided on is what was there: when something else came first, it is decided
 * again. What `decide` throws is thrown.
 * @param decide the next entry; one that the case has already, or none, where there is nothing to add
 * @param listAfter on which list the case is with that entry; the one that it was on where it is undefined
 * @returns the case with that entry
 * @throws Refusal `not_found`, `body_too_large`, or `not_stored` when others kept coming first
 */
export async function addEntry<C, E extends { reference: string; sequence: number }>(
  table: Table,
  reference: string,
  schemas: LetterSchemas<C, E>,
  decide: (dossier: LetterDossier<C, E>) => E | undefined | Promise<E | undefined>,
  listAfter?: (dossier: LetterDossier<C, E>) => LetterList | undefined,
): Promise<LetterDossier<C, E>> {
  for (let attempt = 1; attempt <= 10; attempt++) {
    const dossier = await readLetterDossier(table, reference, schemas);
    if (!dossier) throw new Refusal("not_found");
    const entry = await decide(dossier);
    if (!entry || entry.sequence <= dossier.entries.length) return dossier;
    const after = { ...dossier, entries: [...dossier.entries, entry] };
    if (await appendLetterEntry(table, entry, dossier.edition, listAfter?.(after))) return after;
    await setTimeout(Math.random() * 40 * attempt);
  }
  throw new Refusal("not_stored", { headers: { "retry-after": "1" } });
}
