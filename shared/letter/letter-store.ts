import type * as z from "zod/mini";
import { putBesideCase, putOnce } from "../case-store.ts";
import type { Delivery } from "../delivery.ts";
import { type Dossier, readDossier } from "../dossier.ts";
import { describeError, log } from "../log.ts";
import { inParallel } from "../parallel.ts";
import { readIndex } from "../query.ts";
import { Refusal } from "../refusal.ts";
import { caseSortKey, entrySortKey, type Table } from "../table.ts";
import { orUnavailable } from "../unavailable.ts";
import type { Letter, LetterKind } from "./letter.ts";

/** A case of letters as it was read: the case, what happened to it, oldest first, and its mails. */
export type LetterDossier<C, E> = {
  case: C;
  entries: E[];
  deliveries: Delivery[];
  edition: Dossier["edition"];
};

/** How a kind of case is read out of its items. */
export type LetterSchemas<C, E> = { case: z.ZodMiniType<C>; entry: z.ZodMiniType<E> };

/**
 * Stores a case of letters, unless there is one of its reference.
 * @returns false where there is one
 * @throws Refusal `body_too_large` when DynamoDB would not take it
 */
export async function putLetterCase(table: Table, newCase: { reference: string }): Promise<boolean> {
  return (await putOnce(table, caseSortKey, newCase)) === undefined;
}

/**
 * Stores an entry of a case that was read in that edition.
 * @param list on which list the case is from then on; the one that it was on where it is absent
 * @returns false when its sequence number is taken by another, or the case has changed: what is there now decides anew
 * @throws Refusal `body_too_large` when DynamoDB would not take it
 */
export async function appendLetterEntry(
  table: Table,
  entry: { reference: string; sequence: number },
  edition: number | undefined,
  list?: LetterList,
): Promise<boolean> {
  const moved = list === undefined ? undefined : { register: list };
  return (await putBesideCase(table, entrySortKey(entry.sequence), entry, edition, moved)) === "stored";
}

/** A case of letters with all that stands beside it, read consistently; undefined when there is none. */
export async function readLetterDossier<C, E>(
  table: Table,
  reference: string,
  schemas: LetterSchemas<C, E>,
): Promise<LetterDossier<C, E> | undefined> {
  const dossier = await readDossier(table, reference);
  return (
    dossier && {
      case: schemas.case.parse(dossier.case),
      entries: dossier.entries.map((entry) => schemas.entry.parse(entry)),
      deliveries: dossier.deliveries,
      edition: dossier.edition,
    }
  );
}

/** How many cases are read at once. */
const atOnce = 8;

/** A list of cases in the index `register`: those of a kind, or the requests for statements that are still open. */
export type LetterList = LetterKind | "statement-open";

/** The references of the cases on a list, newest first. One that came in within the last second may be absent. */
export async function listLetterCases(table: Table, list: LetterList): Promise<string[]> {
  const entries = await readIndex(table, "register", list, { descending: true });
  return entries.map(({ pk }) => pk);
}

type WithLetters = { letters: Letter[] };

/** Cases of letters that were read together, and the references of those that this release cannot read. */
export type LetterDossiers<C, E> = { dossiers: LetterDossier<C, E>[]; unreadable: string[] };

/**
 * The cases of these references, in their order, with all that stands beside them but the letters themselves: `letters` is
 * empty in each case and entry, since together they can be more than a function holds.
 * @throws Refusal `not_stored` where the table does not answer
 */
export async function readLetterDossiers<C extends WithLetters, E extends WithLetters>(
  table: Table,
  references: readonly string[],
  schemas: LetterSchemas<C, E>,
): Promise<LetterDossiers<C, E>> {
  const unreadable: string[] = [];
  const found = await inParallel(references, atOnce, async (reference) => {
    try {
      const dossier = await orUnavailable(readLetterDossier(table, reference, schemas));
      return dossier && withoutLetters(dossier);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      log("CASE_UNREADABLE", { reference, error: describeError(error).error });
      unreadable.push(reference);
      return undefined;
    }
  });
  return { dossiers: found.filter((dossier) => dossier !== undefined), unreadable };
}

/** All cases on a list, newest first, as `readLetterDossiers` gives them. */
export async function listLetterDossiers<C extends WithLetters, E extends WithLetters>(
  table: Table,
  list: LetterList,
  schemas: LetterSchemas<C, E>,
): Promise<LetterDossiers<C, E>> {
  return readLetterDossiers(table, await listLetterCases(table, list), schemas);
}

function withoutLetters<C extends WithLetters, E extends WithLetters>(
  dossier: LetterDossier<C, E>,
): LetterDossier<C, E> {
  return {
    ...dossier,
    case: { ...dossier.case, letters: [] },
    entries: dossier.entries.map((entry) => ({ ...entry, letters: [] })),
  };
}
