import { stateOf, type TerminationHistory } from "./agreement.ts";
import { derivationOf } from "./derivation.ts";

/** What the operator is shown of a termination, and how its dates came about. */
export function agreementView(history: TerminationHistory) {
  const { terminatedAt, terminatedBy, controllerVersion, plan } = history.case;
  return {
    ...standingView(history),
    terminatedAt,
    terminatedBy,
    controllerVersion,
    steps: derivationOf(history.case, "en"),
    plan,
  };
}

/** Where a termination stands, and when its destruction is due. */
export function standingView(history: TerminationHistory) {
  const { reference, controllerId, controllerName, lastDay, reading } = history.case;
  const { computedDay, destroyAfter, because, dueDay, destroyNotBefore, destroyBy } = history.case;
  return {
    reference,
    controllerId,
    controllerName,
    state: stateOf(history),
    lastDay,
    reading,
    computedDay,
    destroyAfter,
    because,
    dueDay,
    destroyNotBefore,
    destroyBy,
  };
}
