import * as z from "zod/mini";
import { listLetterDossiers } from "../../../shared/letter/letter-store.ts";
import type { Table } from "../../../shared/table.ts";
import { listCases, listQuery } from "../list-cases.ts";
import { shownCase } from "../shown-case.ts";
import { shownMails } from "../shown-mails.ts";
import { type AssistanceCase, assistanceSchemas } from "./assistance.ts";
import { totalsOf } from "./assistance-totals.ts";

/** The query of a list of help, or with `totals` of how much time all of it took. */
export const assistanceQuery = z.extend(listQuery, { totals: z.optional(z.enum(["true", "false"])) });

/**
 * A page of the help that was given, newest first.
 * @throws Refusal as `listCases`
 */
export async function listAssistance(table: Table, query: z.infer<typeof listQuery>) {
  const { dossiers, ...rest } = await listCases(table, "assistance", assistanceSchemas, query);
  const assistance = dossiers.map(({ case: of, deliveries }) => ({
    ...shown(of),
    mails: shownMails(deliveries),
  }));
  return { assistance, ...rest };
}

/** Help without the text about it, which would fill a function's memory where all of it is read. */
const countedSchemas = {
  ...assistanceSchemas,
  case: z.omit(assistanceSchemas.case, { description: true }),
};

/** How much time all help took, of all controllers or of one. */
export async function readTotals(table: Table, { controllerId }: z.infer<typeof listQuery>) {
  const { dossiers, unreadable } = await listLetterDossiers(table, "assistance", countedSchemas);
  const counted = dossiers.map(({ case: of }) => of);
  const wanted = counted.filter((of) => controllerId === undefined || of.controllerId === controllerId);
  return { totals: totalsOf(wanted), unreadable };
}

/** Help as an operator is shown it. */
export function shown(of: AssistanceCase) {
  const { help, about, doneOn, minutes, chargeable = false, description } = of;
  return {
    ...shownCase(of),
    kind: help,
    about,
    doneOn,
    minutes,
    chargeable,
    description,
  };
}
