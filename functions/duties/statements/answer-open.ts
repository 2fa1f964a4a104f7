import { takesRequests } from "../../../shared/agreement-end.ts";
import type { Controller } from "../../../shared/controller.ts";
import { findControllers } from "../../../shared/controller-store.ts";
import { type LetterList, listLetterDossiers } from "../../../shared/letter/letter-store.ts";
import { inParallel } from "../../../shared/parallel.ts";
import { addEntry } from "../add-entry.ts";
import type { Duties } from "../duties.ts";
import { letterEntry } from "../letter-case.ts";
import { answeredWith } from "./open-request.ts";
import {
  openTopics,
  type StatementCase,
  type StatementDossier,
  type StatementEntry,
  statementSchemas,
} from "./statement-case.ts";
import { answerLetter } from "./statement-letters.ts";
import { type Available, readAnswerable } from "./statement-store.ts";

/** How many requests are answered at once. */
const atOnce = 8;

/**
 * Answers every open request as far as there is something on record by now. It can be done again: what was answered is
 * not answered twice.
 * @param by the operator whose recording it follows
 * @returns the references of those that it answered, and of those that cannot be answered because this release cannot
 * read them, or their controllers
 */
export async function answerOpenRequests(
  { table, now }: Pick<Duties, "table" | "now">,
  by: string,
): Promise<{ answered: string[]; unreadable: string[] }> {
  const available = await readAnswerable(table, now());
  const controllers = await findControllers(table);
  const owed = new Map(controllers.readable.filter(takesRequests).map((one) => [one.id, one]));
  const { dossiers, unreadable } = await listLetterDossiers(table, "statement-open", statementSchemas);
  const open = dossiers.filter((dossier) => canBeAnswered(dossier, available));
  const answered = await inParallel(open, atOnce, async ({ case: { reference, controllerId }, entries }) => {
    const controller = owed.get(controllerId);
    if (!controller) return [];
    const answering = (dossier: StatementDossier) =>
      nextAnswer(dossier, controller, available, { at: now(), by });
    const after = await addEntry(table, reference, statementSchemas, answering, listOf);
    return after.entries.length > entries.length ? [reference] : [];
  });
  const unknown = open.filter(({ case: of }) => controllers.unreadable.includes(of.controllerId));
  return {
    answered: answered.flat(),
    unreadable: [...unreadable, ...unknown.map(({ case: of }) => of.reference)],
  };
}

/**
 * Answers a request that was just stored with what came on record while it was made: whoever recorded that may not have
 * found the request yet.
 * @returns the request as it stands then
 */
export async function answerSince(
  { table, now }: Pick<Duties, "table" | "now">,
  { reference }: Pick<StatementCase, "reference">,
  controller: Controller,
  by: string,
): Promise<StatementDossier> {
  const answering = async (dossier: StatementDossier) => {
    if (openTopics(dossier).length === 0) return undefined;
    return nextAnswer(dossier, controller, await readAnswerable(table, now()), { at: now(), by });
  };
  return addEntry(table, reference, statementSchemas, answering, listOf);
}

/** What is answered in full is on the list of what is open no more. */
function listOf(dossier: StatementDossier): LetterList | undefined {
  return openTopics(dossier).length === 0 ? "statement" : undefined;
}

function canBeAnswered(dossier: StatementDossier, { statements }: Available): boolean {
  return openTopics(dossier).some((topic) => statements.has(topic));
}

/** The entry that answers what can be answered now; undefined where that is nothing. */
function nextAnswer(
  dossier: StatementDossier,
  controller: Controller,
  available: Available,
  { at, by }: { at: Date; by: string },
): StatementEntry | undefined {
  const { case: of } = dossier;
  const open = openTopics(dossier);
  const said = open.filter((topic) => available.statements.has(topic));
  if (said.length === 0) return undefined;
  const rest = open.filter((topic) => !said.includes(topic));
  const letter = answerLetter({ of, said, open: rest, isFirst: false }, available, controller.language);
  return {
    kind: "statement-entry",
    ...letterEntry(dossier, { reference: of.reference, at, by, letters: [letter] }),
    move: "answer",
    answered: answeredWith(said, available),
  };
}
