import * as z from "zod/mini";
import { dayMilliseconds } from "../../../shared/dates.ts";
import { statementTopics } from "../../../shared/duty-choices.ts";
import { letterCaseFields, letterEntryFields } from "../../../shared/letter/letter.ts";
import type { LetterDossier } from "../../../shared/letter/letter-store.ts";
import type { StatementTopic } from "./statement.ts";

/** How a request came in: in a mail to the processor, through the link in one of ours, or to an operator in another way. */
const requestWays = ["mail", "link", "operator"] as const;

const topic = z.enum(statementTopics);

/** What a controller asks for. */
export const topicsSchema = z.array(topic).check(
  z.minLength(1),
  z.refine((topics) => new Set(topics).size === topics.length, { error: "repeated" }),
);

/** What a letter says: which version of each statement. */
const answered = z.array(z.object({ topic, version: z.int() }));

/**
 * What a request is listed under: what is answered in full at once apart from what was open then, so that whoever looks
 * for what is open does not read every request there ever was. Like all of the case it stays as it was stored.
 */
export const statementRegisters = ["statement-open", "statement"] as const;

/** A controller's request for statements (agreement art. 2.2, 3.2, 5.2, 6.1). Its letter answers what is on record. */
const caseSchema = z.object({
  kind: z.literal("statement"),
  ...letterCaseFields,
  register: z.enum(statementRegisters),
  topics: z.array(topic),
  via: z.enum(requestWays),
  answered,
});

export type StatementCase = z.infer<typeof caseSchema>;

/** The letter that answers what was recorded since. */
const entrySchema = z.object({
  kind: z.literal("statement-entry"),
  ...letterEntryFields,
  move: z.literal("answer"),
  answered,
});

export type StatementEntry = z.infer<typeof entrySchema>;

export const statementSchemas = { case: caseSchema, entry: entrySchema };

export type StatementDossier = LetterDossier<StatementCase, StatementEntry>;

/**
 * After how many days an answer is late. The agreement says "within a reasonable time" (art. 6.1); what is on record is
 * answered within minutes, so this is the time to write down what is not.
 */
const reasonableDays = 7;

/** By when a request is to be answered in full. */
export function answerDue({ receivedAt }: Pick<StatementCase, "receivedAt">): string {
  return new Date(Date.parse(receivedAt) + reasonableDays * dayMilliseconds).toISOString();
}

type History = Pick<StatementDossier, "case" | "entries">;

/** What no letter has answered yet. */
export function openTopics({ case: of, entries }: History): StatementTopic[] {
  const said = new Set([of, ...entries].flatMap(({ answered }) => answered.map(({ topic }) => topic)));
  return of.topics.filter((topic) => !said.has(topic));
}

/** How a request stands; `ended` where it is not answered and the agreement is over, so that nothing is owed any more. */
export type RequestState = "answered" | "open" | "late" | "ended";

/** @param owed the ids of the controllers that an answer is owed to; see `owedControllers` */
export function requestState(dossier: History, owed: ReadonlySet<string>, now: Date): RequestState {
  if (openTopics(dossier).length === 0) return "answered";
  if (!owed.has(dossier.case.controllerId)) return "ended";
  return now.toISOString() > answerDue(dossier.case) ? "late" : "open";
}
