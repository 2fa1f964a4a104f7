import type { Concern } from "../../../shared/concern.ts";
import { dayMilliseconds } from "../../../shared/dates.ts";
import { listLetterDossiers } from "../../../shared/letter/letter-store.ts";
import { endOfDay } from "../../../shared/periods/amsterdam.ts";
import { readDate } from "../../../shared/periods/read-date.ts";
import type { Table } from "../../../shared/table.ts";
import { unreadableConcern } from "../../../shared/unreadable-case.ts";
import { owedControllers } from "../owed.ts";
import { type AuditCase, type AuditHistory, auditSchemas } from "./audit.ts";
import { type AuditState, type FollowUp, standingOf } from "./audit-standing.ts";

/** How long before information is due somebody is told, in days. */
const aheadDays = 3;

const goingOn: readonly AuditState[] = ["reports_offered", "planned"];

/**
 * What of the audits needs a human now: information that is due, and follow-up that was to be done, as long as the
 * controller's agreement runs. Once it is over, nothing can be told of an audit any more.
 */
export async function readAuditConcerns(table: Table, now: Date): Promise<Concern[]> {
  const [{ dossiers, unreadable }, owed] = await Promise.all([
    listLetterDossiers(table, "audit", auditSchemas),
    owedControllers(table),
  ]);
  return [
    ...dossiers
      .filter(({ case: of }) => owed.has(of.controllerId))
      .flatMap((dossier) => auditConcerns(dossier, now)),
    ...unreadable.map((reference) => unreadableConcern(reference, now.toISOString())),
  ];
}

/** What of one audit needs a human now. */
export function auditConcerns(history: AuditHistory, now: Date): Concern[] {
  const { state, informationAt, followUps } = standingOf(history);
  if (!goingOn.includes(state)) return [];
  const late = followUps.filter(({ due, settledAt }) => settledAt === undefined && isOver(due, now));
  return [
    ...(informationAt === undefined ? informationConcerns(history.case, now) : []),
    ...late.map((followUp) => followUpConcern(history, followUp)),
  ];
}

function informationConcerns(
  { reference, controllerId, at, informationDue }: AuditCase,
  now: Date,
): Concern[] {
  const left = Date.parse(informationDue.endsAt) - now.getTime();
  if (left > aheadDays * dayMilliseconds) return [];
  const isLate = left <= 0;
  return [
    {
      kind: "audit",
      level: isLate ? "red" : "yellow",
      reference,
      controllerId,
      since: at,
      due: informationDue.endsAt,
      what: isLate
        ? "The controller was not given the information for its audit in time."
        : "The controller has not been given the information for its audit yet.",
      next: `audits information ${reference} --text "…"`,
    },
  ];
}

function followUpConcern({ case: of, entries }: AuditHistory, { sequence, due }: FollowUp): Concern {
  const { reference, controllerId, at } = of;
  return {
    kind: "audit",
    level: "red",
    reference,
    controllerId,
    since: entries.find((entry) => entry.sequence === sequence)?.at ?? at,
    due: due && endOf(due),
    what: `Follow-up ${sequence} of an audit was to be done by now.`,
    next: `audits follow-up ${reference} --settles ${sequence} --text "…"`,
  };
}

function isOver(day: string | undefined, now: Date): boolean {
  return day !== undefined && endOf(day) <= now.toISOString();
}

function endOf(day: string): string {
  return endOfDay(readDate(day));
}
