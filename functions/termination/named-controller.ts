import type { Controller } from "../../shared/controller.ts";
import { Refusal } from "../../shared/refusal.ts";

/** The controller that an operator named. @throws Refusal `not_found` where there is none */
export function named(found: Controller | undefined): Controller {
  if (!found) throw new Refusal("not_found", { because: "There is no controller of this id." });
  return found;
}

/** The same among all controllers. @throws Refusal `not_found` */
export function controllerIn(all: readonly Controller[], id: string): Controller {
  return named(all.find((candidate) => candidate.id === id));
}
