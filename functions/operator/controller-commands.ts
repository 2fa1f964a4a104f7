import type { Controller } from "../../shared/controller.ts";
import { listControllers, readController } from "../../shared/controller-store.ts";
import { type ControllerVersion, readVersions } from "../../shared/controller-versions.ts";
import { json } from "../../shared/http/answer.ts";
import { jsonBody } from "../../shared/http/body.ts";
import type { Command } from "../../shared/http/command.ts";
import type { Call } from "../../shared/http/door.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { OperatorRouteKey } from "../../shared/routes.ts";
import { addController, type Office, updateController } from "./controllers.ts";

/** What operators can do with controllers. */
export function controllerCommands(office: Office) {
  const withWarnings = (changed: Controller) => {
    const warnings = office.warningsOn(changed);
    return { ...changed, ...(warnings.length > 0 && { warnings }) };
  };
  return {
    "POST /controllers": async (call, caller) => {
      const added = await addController(office, caller, jsonBody(call).value);
      return json(201, withWarnings(added), { location: `/controllers/${added.id}` });
    },
    "GET /controllers": async () => json(200, { controllers: await listControllers(office.table) }),
    "GET /controllers/{id}": async (call) => {
      const found = await readController(office.table, idIn(call));
      if (!found) throw new Refusal("not_found");
      return json(200, found);
    },
    "GET /controllers/{id}/versions": async (call) => {
      const found = await readController(office.table, idIn(call));
      if (!found) throw new Refusal("not_found");
      // The record first: what is kept of it is there by then.
      const kept = await readVersions(office.table, found.id);
      return json(200, { versions: withCurrent(kept, found).map(shownVersion) });
    },
    "PUT /controllers/{id}": async (call, caller) =>
      json(200, withWarnings(await updateController(office, caller, idIn(call), jsonBody(call).value))),
  } satisfies Partial<Record<OperatorRouteKey, Command>>;
}

/** The record as it is now is a version too, where it was not kept as one. */
function withCurrent(kept: readonly ControllerVersion[], record: Controller): readonly ControllerVersion[] {
  const isKept = kept.some((version) => version.record.version === record.version);
  return isKept ? kept : [...kept, { record }];
}

function shownVersion({ record, because }: ControllerVersion) {
  const { version, changedAt: at, changedBy: by } = record;
  return { version, at, by, because, record };
}

function idIn(call: Call): string {
  return call.pathParameters?.id ?? "";
}
