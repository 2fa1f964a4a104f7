import { randomName } from "../../shared/codes.ts";
import { type Controller, controllerInput } from "../../shared/controller.ts";
import { changeControllers } from "../../shared/controller-store.ts";
import { validate } from "../../shared/http/validation.ts";
import { log } from "../../shared/log.ts";
import { type FieldError, Refusal } from "../../shared/refusal.ts";
import type { Table } from "../../shared/table.ts";
import { checkChanged, checkNew } from "./controller-rules.ts";

/**
 * What changing controllers needs. `ownDomains` are those of our sender and our desk, in ASCII; `warningsOn` gives a
 * sentence on each place of a controller that a destruction would leave alone.
 */
export type Office = {
  table: Table;
  ownDomains: readonly string[];
  warningsOn: (controller: Controller) => readonly string[];
  now: () => Date;
};

/**
 * Adds a controller in the name of the caller.
 * @throws Refusal `invalid_input`, `already_exists` or `not_stored`
 */
export function addController(office: Office, caller: string, body: unknown): Promise<Controller> {
  const input = validate(controllerInput, body);
  // 100 bits: an unlisted controller is known only to those who were given its id.
  const id = input.id ?? randomName(20);
  return change(office, (others) => {
    if (others.some((other) => other.id === id)) throw new Refusal("already_exists");
    refuseOn(checkNew(input, { ownDomains: office.ownDomains, others }));
    return { ...input, id, version: 1, changedAt: office.now().toISOString(), changedBy: caller };
  });
}

/**
 * Replaces a controller's data in the name of the caller; the version grows by one.
 * @throws Refusal `not_found`, `invalid_input` or `not_stored`
 */
export function updateController(
  office: Office,
  caller: string,
  id: string,
  body: unknown,
): Promise<Controller> {
  const input = validate(controllerInput, body);
  return change(office, (existing) => {
    const current = existing.find((candidate) => candidate.id === id);
    if (!current) throw new Refusal("not_found");
    refuseOn(checkChanged(input, current, { ownDomains: office.ownDomains, others: existing }));
    const version = current.version + 1;
    const { termination } = current;
    return {
      ...input,
      id,
      version,
      changedAt: office.now().toISOString(),
      changedBy: caller,
      ...(termination && { termination }),
    };
  });
}

async function change(office: Office, decide: (existing: readonly Controller[]) => Controller) {
  const changed = await changeControllers(office.table, decide);
  log("CONTROLLER_CHANGED", { controllerId: changed.id, version: changed.version });
  return changed;
}

function refuseOn(errors: FieldError[]): void {
  if (errors.length > 0) throw new Refusal("invalid_input", { errors });
}
