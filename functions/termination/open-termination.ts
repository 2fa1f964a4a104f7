import { randomReference } from "../../shared/codes.ts";
import type { Controller } from "../../shared/controller.ts";
import { pendingSince } from "../../shared/pending.ts";
import { referencePrefixes } from "../../shared/reference.ts";
import { destructionShards } from "../../shared/table.ts";
import type { Termination } from "./agreement.ts";
import type { Destruction } from "./destruction.ts";
import { type Place, planOf } from "./destruction-plan.ts";
import type { ExcludedPlace } from "./objects/territory.ts";
import type { Planning } from "./planning.ts";
import { datesOf } from "./term-dates.ts";
import type { Terms } from "./terms.ts";

/**
 * An agreement's end as an operator asked for it. `places` are those of the controller that can be
 * destroyed, and `excluded` those that cannot.
 */
export type Ending = {
  controller: Controller;
  terms: Terms;
  places: readonly Place[];
  excluded: readonly ExcludedPlace[];
  caller: string;
  at: Date;
};

/** All that is stored when an agreement ends: its case, how far the destruction is, and the controller's record. */
export type OpenedTermination = { case: Termination; destruction: Destruction; controller: Controller };

/**
 * Makes a termination out of terms without a mistake, under a new reference.
 * @param settings.destroyDays within how many days from the due day all is to be destroyed
 */
export function openTermination(
  { controller, terms, places, excluded, caller, at }: Ending,
  { planning, destroyDays }: { planning: Planning; destroyDays: number },
): OpenedTermination {
  const reference = randomReference(referencePrefixes.agreement);
  const opened: Termination = {
    v: 1,
    kind: "termination",
    reference,
    controllerId: controller.id,
    controllerName: controller.name,
    controllerVersion: controller.version,
    language: controller.language,
    terminatedAt: at.toISOString(),
    terminatedBy: caller,
    ...datesOf(terms, controller.monthReading, destroyDays, at),
    plan: planOf(places, planning.windows, planning.places.own.name),
    ...(excluded.length > 0 && { excluded: [...excluded] }),
    keptYears: planning.keptYears,
    ...pendingSince(reference, at),
  };
  return {
    case: opened,
    destruction: notBegun(opened),
    controller: {
      ...controller,
      termination: { reference, phase: "terminated" },
      version: controller.version + 1,
      changedAt: at.toISOString(),
      changedBy: caller,
    },
  };
}

function notBegun({ reference, controllerId, destroyNotBefore }: Termination): Destruction {
  return {
    v: 1,
    kind: "destruction",
    reference,
    controllerId,
    run: 0,
    ended: 0,
    failures: 0,
    objects: [],
    pendingShard: destructionShards.open,
    pendingAt: destroyNotBefore,
  };
}
