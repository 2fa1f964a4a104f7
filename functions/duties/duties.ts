import { takesRequests } from "../../shared/agreement-end.ts";
import { type Controller, controllerId } from "../../shared/controller.ts";
import { readController } from "../../shared/controller-store.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Table } from "../../shared/table.ts";

/** What the duties of the agreement are done with. */
export type Duties = {
  table: Table;
  now: () => Date;
  /** The processor's name, as its mails give it. */
  processor: string;
  /** The address that answers go to. */
  privacyDesk: string;
};

/**
 * The controller that a duty is owed to.
 * @throws Refusal `unknown_controller`, or `controller_gone` once its agreement is over: nothing is sent to it then
 * @throws UnreadableController
 */
export async function dutyTo({ table }: Pick<Duties, "table">, id: string): Promise<Controller> {
  const found = controllerId.safeParse(id).success ? await readController(table, id) : undefined;
  if (!found) throw new Refusal("unknown_controller");
  if (!takesRequests(found)) throw new Refusal("controller_gone");
  return found;
}
