import { takesRequests } from "../../../shared/agreement-end.ts";
import type { Controller } from "../../../shared/controller.ts";
import { readController } from "../../../shared/controller-store.ts";
import { type Answer, json } from "../../../shared/http/answer.ts";
import { jsonBody } from "../../../shared/http/body.ts";
import type { Command } from "../../../shared/http/command.ts";
import type { Call } from "../../../shared/http/door.ts";
import { validate } from "../../../shared/http/validation.ts";
import { readReference } from "../../../shared/reference.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import type { Table } from "../../../shared/table.ts";
import type { RequestDossier } from "../request.ts";
import { appendEntry, readRequest } from "../request-store.ts";
import { assign, assignment, close, closing, type Decision } from "./desk-decisions.ts";
import { makeMove } from "./make-move.ts";
import { listPage } from "./request-list.ts";
import { detailsOf, summaryOf } from "./request-view.ts";

/** What commands on requests need of the world. */
type RequestDesk = {
  table: Table;
  /** Takes the files of a request to the controller that it was assigned to; what goes wrong is not for the operator. */
  moveFiles: (reference: string) => Promise<void>;
  now: () => Date;
};

/** What the privacy desk can do with requests. A decision is answered with where the request stands after it. */
export function requestCommands({ table, moveFiles, now }: RequestDesk) {
  const move = async (call: Call, decide: (of: RequestDossier) => Decision | undefined): Promise<Answer> => {
    const after = await makeMove(referenceIn(call), decide, {
      readRequest: (reference) => readRequest(table, reference),
      appendEntry: (entry, of) => appendEntry(table, entry, of),
      now,
    });
    return json(200, summaryOf(after));
  };
  return {
    "GET /requests": async (call) => json(200, await listPage(table, call)),
    "GET /requests/{reference}": async (call) => {
      const found = await readRequest(table, referenceIn(call));
      if (!found) throw new Refusal("not_found");
      return json(200, detailsOf(found, now()));
    },
    "POST /requests/{reference}/assign": async (call, caller) => {
      const { controllerId } = validate(assignment, jsonBody(call).value);
      const to = await controllerToAssign(table, controllerId);
      const answer = await move(call, (of) => assign(of, caller, to));
      await moveFiles(referenceIn(call));
      return answer;
    },
    "POST /requests/{reference}/close": (call, caller) => {
      const { because } = validate(closing, jsonBody(call).value);
      return move(call, (of) => close(of, caller, because));
    },
  } satisfies Partial<Record<OperatorRouteKey, Command>>;
}

/**
 * The controller as it is now. Where its agreement ends while the request is being assigned, the request goes with it: the
 * destruction waits for what the doors were doing when it closed the intake.
 * @throws Refusal `invalid_input` for one that is unknown, or `controller_gone` once its agreement is over
 * @throws UnreadableController
 */
async function controllerToAssign(table: Table, id: string): Promise<Controller> {
  const found = await readController(table, id);
  if (!found) {
    const errors = [{ pointer: "/controllerId", code: "There is no controller of this id." }];
    throw new Refusal("invalid_input", { errors });
  }
  if (!takesRequests(found)) throw new Refusal("controller_gone");
  return found;
}

/** @throws Refusal `not_found` for what cannot be a request's: cases of other kinds stand in the same table */
function referenceIn(call: Call): string {
  const reference = readReference("request", call.pathParameters?.reference ?? "");
  if (!reference) throw new Refusal("not_found");
  return reference;
}
