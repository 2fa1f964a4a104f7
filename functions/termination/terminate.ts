import type { Phase } from "../../shared/agreement-end.ts";
import { changeRegistry, listControllers } from "../../shared/controller-store.ts";
import { versionPuts } from "../../shared/controller-versions.ts";
import { validate } from "../../shared/http/validation.ts";
import { log } from "../../shared/log.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { Table } from "../../shared/table.ts";
import { stateOf, type TerminationHistory } from "./agreement.ts";
import { destructionPut, readTermination, terminationPut } from "./agreement-store.ts";
import { controllerIn } from "./named-controller.ts";
import { territoriesOf } from "./objects/territory.ts";
import { openTermination } from "./open-termination.ts";
import { warningsOf } from "./plan-view.ts";
import type { Planning } from "./planning.ts";
import { checkTerms, type Terms, termsSchema } from "./terms.ts";

/** What ending an agreement needs. `destroyDays`: within how many days from the due day all is to be destroyed. */
export type TerminationOffice = { table: Table; planning: Planning; destroyDays: number; now: () => Date };

/** An agreement that has ended, and a sentence on each place that its destruction will leave alone. */
export type Terminated = { history: TerminationHistory; warnings: readonly string[] };

/**
 * Records in the name of the caller that the agreement with a controller ends. Said again, on the same terms and before
 * the intake is closed, it is the same termination.
 * @throws Refusal `invalid_input`, `not_found`, `already_terminated` or `not_stored`
 */
export async function terminateAgreement(
  office: TerminationOffice,
  caller: string,
  controllerId: string,
  body: unknown,
): Promise<Terminated> {
  const terms = validate(termsSchema, body);
  try {
    return await terminate(office, caller, controllerId, terms);
  } catch (error) {
    if (!(error instanceof Refusal && error.reason === "already_terminated")) throw error;
    const before = await terminatedBefore(office, controllerId, terms);
    if (!before) throw error;
    return before;
  }
}

/** Why an agreement whose end is that far cannot be ended once more, and what can be done instead. */
const whyNotAgain: Readonly<Record<Phase, string>> = {
  terminated: "It was on other terms. To change them, withdraw it first.",
  closed:
    "Requests are no longer taken. To end it on these terms, withdraw it before the destruction begins.",
  destroying: "Its data is being destroyed.",
  destroyed: "Its data has been destroyed.",
};

async function terminate(
  office: TerminationOffice,
  caller: string,
  controllerId: string,
  terms: Terms,
): Promise<Terminated> {
  const { table, planning, now } = office;
  const { opened, excluded } = await changeRegistry(table, (all) => {
    const controller = controllerIn(all, controllerId);
    if (controller.termination)
      throw new Refusal("already_terminated", { because: whyNotAgain[controller.termination.phase] });
    const at = now();
    const errors = checkTerms(terms, controller.monthReading, at);
    if (errors.length > 0) throw new Refusal("invalid_input", { errors });
    const { territories, excluded } = territoriesOf(controller, all, planning.places);
    const opened = openTermination({ controller, terms, places: territories, excluded, caller, at }, office);
    const writes = [
      terminationPut(table, opened.case),
      destructionPut(table, opened.destruction),
      ...versionPuts(table, { record: opened.controller }),
    ];
    return { store: opened.controller, with: writes, opened, excluded };
  });
  const { reference } = opened.case;
  log("AGREEMENT_MOVED", { reference, controllerId, sequence: 0, move: "terminate", state: "terminated" });
  return { history: { case: opened.case, entries: [] }, warnings: warningsOf(excluded) };
}

/** The termination that was recorded on these terms, as when the answer to that was lost; undefined when none was. */
async function terminatedBefore(
  { table, planning }: TerminationOffice,
  controllerId: string,
  { lastDay, destroyAfter, because }: Terms,
): Promise<Terminated | undefined> {
  const all = await listControllers(table);
  const controller = controllerIn(all, controllerId);
  const found = controller.termination && (await readTermination(table, controller.termination.reference));
  if (!found || stateOf(found) !== "terminated") return undefined;
  const { deliveries, ...history } = found;
  const { case: of } = history;
  const isSame =
    of.lastDay === lastDay &&
    of.destroyAfter === destroyAfter &&
    of.because === because &&
    of.reading === controller.monthReading;
  if (!isSame) return undefined;
  return { history, warnings: warningsOf(territoriesOf(controller, all, planning.places).excluded) };
}
