import * as z from "zod/mini";
import type { Controller } from "../../../shared/controller.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { plainText, singleLine } from "../../../shared/text.ts";
import { closingOf, controllerOf, type RequestDossier } from "../request.ts";
import type { RequestEntry } from "../request-entry.ts";
import { type RequestStatus, requestStatus } from "../request-status.ts";

export const assignment = z.strictObject({ controllerId: singleLine(63) });

export const closing = z.strictObject({ because: plainText(2_000) });

/** What the desk decides, or a file brings; the rest of its entry follows from the request. */
export type Decision = Pick<
  RequestEntry,
  "move" | "by" | "controller" | "controllerVersion" | "because" | "attachment" | "letters"
>;

/**
 * Names the controller of a request of which none is known; undefined where it has been assigned to that one before.
 * @throws Refusal `already_closed`, or `already_assigned`: what another controller was sent cannot be called back
 */
export function assign(of: RequestDossier, by: string, to: Controller): Decision | undefined {
  const assigned = of.entries.find(({ move }) => move === "assign");
  if (assigned?.controller?.id === to.id) return undefined;
  const known = controllerOf(of);
  if (known) throw new Refusal("already_assigned", { because: `It is with ${known.id}.` });
  if (closingOf(of)) throw new Refusal("already_closed");
  return { move: "assign", by, controller: { id: to.id, name: to.name }, controllerVersion: to.version };
}

const handedOver: readonly RequestStatus[] = ["forwarded", "acknowledged"];

/**
 * Closes a request; undefined where this operator has closed it so before. One for a controller can be closed once it is
 * there: where no mail reached any contact, it is still to be handed over.
 * @throws Refusal `already_closed`, or `not_handed_over`
 */
export function close(of: RequestDossier, by: string, because: string): Decision | undefined {
  const closed = closingOf(of);
  if (closed?.by === by && closed.because === because) return undefined;
  if (closed) throw new Refusal("already_closed");
  if (controllerOf(of) && !handedOver.includes(requestStatus(of))) throw new Refusal("not_handed_over");
  return { move: "close", by, because };
}
