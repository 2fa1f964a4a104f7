import type { Controller } from "../../../shared/controller.ts";
import { controllerAddressed } from "../../../shared/delivery.ts";
import type { Call } from "../../../shared/http/door.ts";
import { readCaseReference } from "../../../shared/reference.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { orUnavailable } from "../../../shared/unavailable.ts";
import { linkedMail, type ReadDelivery } from "../../delivery/acknowledge.ts";
import { type Duties, dutyTo } from "../../duties/duties.ts";

/** What a link in a mail opens: the case, in whose name, and with which token. */
export type OpenedMail = { reference: string; controller: Controller; token: string };

/** What the pages for controllers need of the world. */
export type ControllerPagesDependencies = Duties & { readDelivery: ReadDelivery };

/**
 * The mail to a controller whose link was followed, whatever it is about.
 * @throws Refusal `not_found` for a mail that there is none of, or not to a controller, and for a wrong token: all the
 * same; `controller_gone` once the agreement is over; `not_stored`
 */
export async function openedMail(
  { pathParameters }: Call,
  dependencies: ControllerPagesDependencies,
): Promise<OpenedMail> {
  const { reference: text = "", delivery: id = "", token = "" } = pathParameters ?? {};
  const reference = readCaseReference(text);
  if (reference === undefined) throw new Refusal("not_found");
  const controllerId = controllerAddressed(
    await linkedMail({ reference, id, token }, dependencies.readDelivery),
  );
  if (controllerId === undefined) throw new Refusal("not_found");
  return { reference, controller: await orUnavailable(dutyTo(dependencies, controllerId)), token };
}
