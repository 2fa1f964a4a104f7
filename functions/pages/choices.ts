import { takesRequests } from "../../shared/agreement-end.ts";
import { type Controller, controllerId } from "../../shared/controller.ts";
import { loggedRefusal } from "../../shared/http/door.ts";
import { orUnavailable } from "../../shared/unavailable.ts";

/** A controller that can be chosen. */
export type Choice = Pick<Controller, "id" | "name">;

/** What finding controllers needs of the world. */
export type ControllerReader = {
  /** Every controller that can be read. */
  listControllers: () => Promise<readonly Controller[]>;
  /** The controller of this id, listed or not. */
  readController: (id: string) => Promise<Controller | undefined>;
};

/** What a link says of the controller that it names; `none` where it names none. */
export type Chosen = { kind: "none" | "unknown" | "ended" } | { kind: "controller"; controller: Choice };

/** Whether a form can be about a controller. */
export type Takes = (controller: Controller) => boolean;

/**
 * The controller that a link chooses. Where it cannot be read, it is chosen by its id: the form is shown all the same, and
 * says more when it is sent.
 */
export async function chosenController(
  id: string | undefined,
  takes: Takes,
  reader: ControllerReader,
): Promise<Chosen> {
  if (id === undefined || id === "") return { kind: "none" };
  if (!controllerId.safeParse(id).success) return { kind: "unknown" };
  try {
    const controller = await orUnavailable(reader.readController(id));
    if (!controller) return { kind: "unknown" };
    return takes(controller) ? { kind: "controller", controller } : { kind: "ended" };
  } catch (error) {
    loggedRefusal(error);
    return { kind: "controller", controller: { id, name: id } };
  }
}

/**
 * The controllers that anybody may choose, by name, and those that somebody has chosen: an unlisted one is known to
 * whoever has its link, and to nobody else, and one whose agreement has ended is not offered. Where they cannot be read,
 * only the chosen ones, by their ids: a form is shown all the same, with what was filled in.
 */
export async function choices(
  chosen: readonly string[],
  takes: Takes,
  reader: ControllerReader,
): Promise<Choice[]> {
  try {
    const all = await orUnavailable(reader.listControllers());
    const isOffered = (controller: Controller) => controller.listed && takesRequests(controller);
    return all
      .filter((controller) => isOffered(controller) || (chosen.includes(controller.id) && takes(controller)))
      .toSorted((a, b) => a.name.localeCompare(b.name, "nl"));
  } catch (error) {
    loggedRefusal(error);
    return chosen.map((id) => ({ id, name: id }));
  }
}
