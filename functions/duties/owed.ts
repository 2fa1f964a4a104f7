import { takesRequests } from "../../shared/agreement-end.ts";
import { findControllers } from "../../shared/controller-store.ts";
import type { Table } from "../../shared/table.ts";

/**
 * The ids of the controllers that an answer is owed to: those whose agreements run, and those that this release cannot
 * read, of which nobody can say that nothing is owed.
 */
export async function owedControllers(table: Table): Promise<ReadonlySet<string>> {
  const { readable, unreadable } = await findControllers(table);
  return new Set([...readable.filter(takesRequests).map(({ id }) => id), ...unreadable]);
}
