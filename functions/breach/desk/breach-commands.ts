import { readControllers } from "../../../shared/controller-store.ts";
import { type Answer, json } from "../../../shared/http/answer.ts";
import { jsonBody } from "../../../shared/http/body.ts";
import type { Command } from "../../../shared/http/command.ts";
import type { Call } from "../../../shared/http/door.ts";
import { validate } from "../../../shared/http/validation.ts";
import { readReference } from "../../../shared/reference.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import type { Table } from "../../../shared/table.ts";
import { type BreachEntry, type History, type Party, partyOf } from "../breach.ts";
import { appendEntry, readBreach, readHistory } from "../breach-store.ts";
import { type Move, makeMove } from "../make-move.ts";
import { updateSchema } from "../report.ts";
import type { Standing } from "../standing.ts";
import { listPage } from "./breach-list.ts";
import { detailsOf, summaryOf } from "./breach-view.ts";
import * as desk from "./desk-decisions.ts";

/** What the breach desk can do with breach reports. A decision is answered with where the report stands after it. */
export function breachCommands({ table, now }: { table: Table; now: () => Date }) {
  const move = async (
    call: Call,
    decide: (standing: Standing, history: History) => Move | BreachEntry,
  ): Promise<Answer> => {
    const { history } = await makeMove(referenceIn(call), (before, standing) => decide(standing, before), {
      readHistory: (reference) => readHistory(table, reference),
      appendEntry: (...entry) => appendEntry(table, ...entry),
      now,
    });
    return json(200, summaryOf(history));
  };
  return {
    "GET /breach-reports": async (call) => json(200, await listPage(table, call)),
    "GET /breach-reports/{reference}": async (call) => {
      const found = await readBreach(table, referenceIn(call));
      if (!found) throw new Refusal("not_found");
      return json(200, detailsOf(found, now()));
    },
    "POST /breach-reports/{reference}/confirm": (call, caller) => {
      const { revision } = validate(desk.confirmation, jsonBody(call).value);
      return move(call, (standing) => desk.confirm(desk.asSeen(standing, revision), caller));
    },
    "POST /breach-reports/{reference}/dismiss": (call, caller) => {
      const { revision, because } = validate(desk.dismissal, jsonBody(call).value);
      return move(call, (standing) => desk.dismiss(desk.asSeen(standing, revision), caller, because));
    },
    "POST /breach-reports/{reference}/assign": async (call, caller) => {
      const { revision, controllerIds, only = false } = validate(desk.assignment, jsonBody(call).value);
      const named = await knownControllers(table, controllerIds);
      return move(call, (standing) => desk.assign(desk.asSeen(standing, revision), caller, { named, only }));
    },
    "POST /breach-reports/{reference}/update": (call, caller) => {
      const { revision, ...rest } = validate(desk.updateOfRevision, jsonBody(call).value);
      const told = validate(updateSchema, rest);
      return move(
        call,
        (standing, history) =>
          desk.updatedBefore(history, caller, told) ??
          desk.update(desk.asSeen(standing, revision), caller, told),
      );
    },
    "POST /breach-reports/{reference}/conclude": (call, caller) => {
      const { revision } = validate(desk.conclusion, jsonBody(call).value);
      return move(
        call,
        (standing, history) =>
          desk.concludedBefore(history, caller) ?? desk.conclude(desk.asSeen(standing, revision), caller),
      );
    },
    "POST /breach-reports/{reference}/withdraw": (call, caller) => {
      const { revision, because } = validate(desk.withdrawal, jsonBody(call).value);
      return move(call, (standing) => {
        desk.asSeen(standing, revision);
        return desk.withdraw(caller, because);
      });
    },
  } satisfies Partial<Record<OperatorRouteKey, Command>>;
}

/**
 * @throws Refusal `invalid_input`, with the pointers of those that are unknown
 * @throws UnreadableController
 */
async function knownControllers(table: Table, ids: readonly string[]): Promise<Party[]> {
  const known = await readControllers(table, ids);
  const errors = ids.flatMap((id, n) =>
    known.has(id) ? [] : [{ pointer: `/controllerIds/${n}`, code: "There is no controller of this id." }],
  );
  if (errors.length > 0) throw new Refusal("invalid_input", { errors });
  return ids.flatMap((id) => known.get(id) ?? []).map(partyOf);
}

/** @throws Refusal `not_found` for what cannot be a breach report's: cases of other kinds stand in the same table */
function referenceIn(call: Call): string {
  const reference = readReference("breach", call.pathParameters?.reference ?? "");
  if (!reference) throw new Refusal("not_found");
  return reference;
}
