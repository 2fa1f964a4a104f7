import * as z from "zod/mini";
import type { Letter } from "../../shared/letter/letter.ts";
import {
  type LetterDossier,
  type LetterList,
  type LetterSchemas,
  listLetterCases,
  readLetterDossiers,
} from "../../shared/letter/letter-store.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Table } from "../../shared/table.ts";
import { singleLine } from "../../shared/text.ts";

/** How many cases one answer lists at most: what an operator typed into one can take 80 kB of the 6 MB of an answer. */
const page = 50;

/** The query of a list: of all controllers or of one, and where its page begins. */
export const listQuery = z.strictObject({
  controllerId: z.optional(singleLine(63)),
  from: z.optional(z.string()),
});

/** Some of the cases of a list, and the references of those among them that this release cannot read, whosever they are. */
export type ListedCases<C, E> = {
  dossiers: LetterDossier<C, E>[];
  unreadable: string[];
  /** `from` of the following page. */
  next: string | undefined;
};

/**
 * A page of the cases of a kind, newest first, without their letters: of all of them, or of the controller that the query
 * names, of which a page can have none although others follow.
 * @throws Refusal `not_found` where there is no case `from`, or `not_stored`
 */
export async function listCases<
  C extends { controllerId: string; letters: Letter[] },
  E extends { letters: Letter[] },
>(
  table: Table,
  list: LetterList,
  schemas: LetterSchemas<C, E>,
  { controllerId, from }: z.infer<typeof listQuery>,
): Promise<ListedCases<C, E>> {
  const references = await listLetterCases(table, list);
  const start = from === undefined ? 0 : references.indexOf(from);
  if (start === -1) throw new Refusal("not_found");
  const end = start + page;
  const { dossiers, unreadable } = await readLetterDossiers(table, references.slice(start, end), schemas);
  const wanted = dossiers.filter(
    ({ case: of }) => controllerId === undefined || of.controllerId === controllerId,
  );
  return { dossiers: wanted, unreadable, next: references[end] };
}
