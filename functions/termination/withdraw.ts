import { changeRegistry } from "../../shared/controller-store.ts";
import { versionPuts } from "../../shared/controller-versions.ts";
import { log } from "../../shared/log.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Table } from "../../shared/table.ts";
import { after, movedAt, stateOf, type TerminationHistory } from "./agreement.ts";
import { destructionDelete, entryPut, readTermination } from "./agreement-store.ts";
import { entryOf } from "./make-step.ts";
import { controllerIn } from "./named-controller.ts";

/**
 * Takes the end of an agreement back, in the name of the caller. As long as the destruction has not begun, all is as it
 * was before.
 * @returns the termination, withdrawn
 * @throws Refusal `not_found`, `not_terminated`, `destruction_begun` or `not_stored`
 */
export async function withdrawTermination(
  { table, now }: { table: Table; now: () => Date },
  caller: string,
  controllerId: string,
): Promise<TerminationHistory> {
  const { history, entry } = await changeRegistry(table, async (all) => {
    const { termination, ...controller } = controllerIn(all, controllerId);
    if (!termination) throw new Refusal("not_terminated");
    const found = await readTermination(table, termination.reference);
    if (!found) throw new Error("a controller's record names a termination that is not there");
    refuseBegun(found);
    const made = { ...entryOf(found, "withdraw", now()), by: caller };
    const version = controller.version + 1;
    const store = { ...controller, version, changedAt: made.at, changedBy: caller };
    return {
      store,
      with: [
        entryPut(table, made),
        destructionDelete(table, made.reference),
        ...versionPuts(table, { record: store }),
      ],
      history: found,
      entry: made,
    };
  });
  const { reference, sequence, move } = entry;
  log("AGREEMENT_MOVED", { reference, controllerId, sequence, move, state: "withdrawn" });
  return { case: history.case, entries: [...history.entries, entry] };
}

function refuseBegun(history: TerminationHistory): void {
  if (after(stateOf(history), "withdraw")) return;
  const begunAt = movedAt(history, "begin");
  throw new Refusal("destruction_begun", { because: begunAt && `It began at ${begunAt}.` });
}
