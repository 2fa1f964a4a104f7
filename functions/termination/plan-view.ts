import type { Controller } from "../../shared/controller.ts";
import { stateOf, type TerminationHistory } from "./agreement.ts";
import { placeText, planOf } from "./destruction-plan.ts";
import { type ExcludedPlace, territoriesOf } from "./objects/territory.ts";
import type { Planning } from "./planning.ts";

/**
 * What a destruction of a controller's data would come to as things are now: where its objects are, which of those places
 * are left alone and why, and every store with what becomes of it. Once the agreement has ended, also from when on.
 */
export function planView(
  controller: Controller,
  all: readonly Controller[],
  { places, windows }: Planning,
  history: TerminationHistory | undefined,
) {
  const { territories, excluded } = territoriesOf(controller, all, places);
  return {
    controllerId: controller.id,
    controllerName: controller.name,
    ...(history && {
      reference: history.case.reference,
      state: stateOf(history),
      dueDay: history.case.dueDay,
      destroyNotBefore: history.case.destroyNotBefore,
    }),
    places: territories.map(({ bucket, prefix }) => ({ bucket, prefix })),
    excluded,
    stores: planOf(territories, windows, places.own.name),
  };
}

const reasons: Readonly<Record<ExcludedPlace["reason"], (place: ExcludedPlace) => string>> = {
  overlaps: () => "it overlaps what is another controller's",
  unknown_bucket: ({ bucket }) => `the bucket ${bucket} is not among the storage buckets in the settings`,
};

/** A sentence for the operator on each place that a destruction leaves alone. */
export function warningsOf(excluded: readonly ExcludedPlace[]): string[] {
  return excluded.map(
    (place) => `Nothing is destroyed in ${placeText(place)}: ${reasons[place.reason](place)}.`,
  );
}
