import { listLetterDossiers } from "../../../shared/letter/letter-store.ts";
import type { Table } from "../../../shared/table.ts";
import { owedControllers } from "../owed.ts";
import { type StatementDossier, statementRegisters, statementSchemas } from "./statement-case.ts";

/** Requests for statements, and whom an answer is owed. */
export type RequestBook = {
  dossiers: StatementDossier[];
  /** The ids of the controllers that an answer is owed to; see `owedControllers`. */
  owed: ReadonlySet<string>;
  /** The references of those that this release cannot read. */
  unreadable: string[];
};

/** The requests for statements that were not answered in full at once, as they stand; with `all`, the others too. */
export async function readRequestBook(table: Table, { all = false } = {}): Promise<RequestBook> {
  const registers = statementRegisters.slice(0, all ? undefined : 1);
  const [owed, ...found] = await Promise.all([
    owedControllers(table),
    ...registers.map((register) => listLetterDossiers(table, register, statementSchemas)),
  ]);
  return {
    dossiers: found.flatMap(({ dossiers }) => dossiers),
    owed,
    unreadable: found.flatMap(({ unreadable }) => unreadable),
  };
}
