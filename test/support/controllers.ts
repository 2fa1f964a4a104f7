import type { Controller } from "../../shared/controller.ts";
import { changeRegistry } from "../../shared/controller-store.ts";
import type { Table } from "../../shared/table.ts";

/** Stores the controller that `decide` makes of all that there are, and gives it; nothing else is written with it. */
export async function changeControllers(
  table: Table,
  decide: (existing: readonly Controller[]) => Controller,
): Promise<Controller> {
  return (await changeRegistry(table, (existing) => ({ store: decide(existing) }))).store;
}
