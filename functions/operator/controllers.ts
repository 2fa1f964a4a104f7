import { randomName, randomReference } from "../../shared/codes.ts";
import type { Controller } from "../../shared/controller.ts";
import { controllerInput } from "../../shared/controller-input.ts";
import { changeRegistry } from "../../shared/controller-store.ts";
import { versionPuts } from "../../shared/controller-versions.ts";
import { validate } from "../../shared/http/validation.ts";
import { log } from "../../shared/log.ts";
import { referencePrefixes } from "../../shared/reference.ts";
import { type FieldError, Refusal } from "../../shared/refusal.ts";
import type { Table } from "../../shared/table.ts";
import { contactChangeOf } from "./contact-change/contact-change.ts";
import { contactChangePut } from "./contact-change/contact-change-store.ts";
import { checkChanged, checkNew } from "./controller-rules.ts";

/**
 * What changing controllers needs. `ownDomains` are those of our sender and our desk, in ASCII; `ownBucket` is the stack's
 * own; `warningsOn` gives a sentence on each place of a controller that a destruction would leave alone.
 */
export type Office = {
  table: Table;
  ownDomains: readonly string[];
  ownBucket: string;
  warningsOn: (controller: Controller) => readonly string[];
  now: () => Date;
};

/**
 * Adds a controller in the name of the caller.
 * @throws Refusal `invalid_input`, `already_exists` or `not_stored`
 */
export async function addController(office: Office, caller: string, body: unknown): Promise<Controller> {
  const { because, ...input } = validate(controllerInput, body);
  const { table, now } = office;
  // 100 bits: an unlisted controller is known only to those who were given its id.
  const id = input.id ?? randomName(20);
  const { store: added } = await changeRegistry(table, (others) => {
    if (others.some((other) => other.id === id)) throw new Refusal("already_exists");
    refuseOn(checkNew(input, { ...office, others }));
    const store = { ...input, id, version: 1, changedAt: now().toISOString(), changedBy: caller };
    return { store, with: versionPuts(table, { record: store, because }) };
  });
  return logged(added);
}

/**
 * Replaces a controller's data in the name of the caller; the version grows by one. The version, and what is to be told to
 * the addresses that come or go, are stored with it, all or nothing.
 * @throws Refusal `not_found`, `invalid_input` or `not_stored`
 */
export async function updateController(
  office: Office,
  caller: string,
  id: string,
  body: unknown,
): Promise<Controller> {
  const { because, ...input } = validate(controllerInput, body);
  const { table, now } = office;
  const reference = randomReference(referencePrefixes.contactChange);
  const { store: updated } = await changeRegistry(table, (existing) => {
    const current = existing.find((candidate) => candidate.id === id);
    if (!current) throw new Refusal("not_found");
    refuseOn(checkChanged(input, current, { ...office, others: existing }));
    const { termination } = current;
    const store = {
      ...input,
      id,
      version: current.version + 1,
      changedAt: now().toISOString(),
      changedBy: caller,
      ...(termination && { termination }),
    };
    const contacts = contactChangeOf(current, store, reference);
    const version = versionPuts(table, { record: store, because });
    return { store, with: [...version, ...(contacts ? [contactChangePut(table, contacts)] : [])] };
  });
  return logged(updated);
}

function logged(changed: Controller): Controller {
  log("CONTROLLER_CHANGED", { controllerId: changed.id, version: changed.version });
  return changed;
}

function refuseOn(errors: FieldError[]): void {
  if (errors.length > 0) throw new Refusal("invalid_input", { errors });
}
