import type { Concern } from "../../../shared/concern.ts";
import type { Table } from "../../../shared/table.ts";
import { unreadableConcern } from "../../../shared/unreadable-case.ts";
import { answerDue, openTopics, requestState, type StatementDossier } from "./statement-case.ts";
import { readRequestBook } from "./statement-requests.ts";

/** The requests for statements that nobody has answered in full: red where the answer is late. */
export async function readStatementConcerns(table: Table, now: Date): Promise<Concern[]> {
  const { dossiers, owed, unreadable } = await readRequestBook(table);
  const waiting = dossiers.flatMap((dossier) => {
    const state = requestState(dossier, owed, now);
    return state === "open" || state === "late" ? [toConcern(dossier, state === "late")] : [];
  });
  return [...waiting, ...unreadable.map((reference) => unreadableConcern(reference, now.toISOString()))];
}

function toConcern(dossier: StatementDossier, isLate: boolean): Concern {
  const { case: of } = dossier;
  const open = openTopics(dossier);
  return {
    kind: "statement",
    level: isLate ? "red" : "yellow",
    reference: of.reference,
    controllerId: of.controllerId,
    since: of.receivedAt,
    due: answerDue(of),
    what: `The controller asked for statements that it has not got yet: ${open.join(", ")}.`,
    next: `statements publish ${open[0]} --nl FILE --en FILE`,
  };
}
