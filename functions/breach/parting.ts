import type { DeliveryState } from "../../shared/delivery.ts";
import { namedControllers } from "../../shared/named-controllers.ts";
import type { BreachCase, BreachEntry, History, Party } from "./breach.ts";
import { standingOf } from "./standing.ts";

/** What a report comes to when the data of one of its controllers is destroyed. */
export type Parting =
  /** It names the controller since its intake was closed: a breach it still has to be told of. */
  | { kind: "late" }
  /** It concerns nobody else: the case as it then is, naming the controller alone. */
  | { kind: "goes"; case: BreachCase }
  /** It goes on without the controller: the case as it then is, and the entries that no longer are as they were. */
  | { kind: "loses"; changed: boolean; case: BreachCase; entries: readonly BreachEntry[] };

/**
 * Takes a controller out of a report and of all entries that name it.
 * @param closedAt when the controller's intake was closed: reports that name it later stay; undefined where none stays
 * @throws Error as `standingOf` does
 */
export function partWith(history: History, controllerId: string, closedAt: string | undefined): Parting {
  const { case: of, entries } = history;
  const isOther = ({ id }: Party) => id !== controllerId;
  const naming = entries.filter(({ controllers = [] }) => !controllers.every(isOther));
  const isNamed = !of.controllers.every(isOther);
  const namings = [...(isNamed ? [of.receivedAt] : []), ...naming.map(({ at }) => at)];
  if (closedAt !== undefined && namings.some((at) => at >= closedAt)) return { kind: "late" };

  const { controllerIds, organisation, ...report } = of.report;
  // Words for an organisation that nobody knew name those that were found for them.
  const found = entries.find(({ move }) => move === "assign");
  const areItsWords = found !== undefined && naming.includes(found);
  const kept: BreachCase = {
    ...of,
    controllers: of.controllers.filter(isOther),
    report: {
      ...report,
      ...(controllerIds && { controllerIds: controllerIds.filter((id) => id !== controllerId) }),
      ...(organisation !== undefined && !areItsWords && { organisation }),
    },
  };
  const without = ({ controllers, concerns, ...entry }: BreachEntry): BreachEntry => ({
    ...entry,
    ...(controllers && { controllers: controllers.filter(isOther) }),
    ...(concerns && { concerns: concerns.filter((id) => id !== controllerId) }),
  });
  const left = standingOf({ case: kept, entries: entries.map(without) });
  if (namings.length > 0 && left.controllers.length === 0 && !left.organisationUnknown)
    return { kind: "goes", case: namingAlone(history, controllerId) };
  const losing = entries.filter((entry) => namesController(entry, controllerId));
  const changed = namesController(of, controllerId) || losing.length > 0;
  return { kind: "loses", changed, case: kept, entries: losing.map(without) };
}

/** The case as one that names this controller and nobody else, also where only entries named it. */
function namingAlone({ case: of, entries }: History, controllerId: string): BreachCase {
  const isIt = ({ id }: Party) => id === controllerId;
  const { controllerIds } = of.report;
  return {
    ...of,
    controllers: [of, ...entries].flatMap(({ controllers = [] }) => controllers.filter(isIt)).slice(0, 1),
    report: {
      ...of.report,
      ...(controllerIds && { controllerIds: controllerIds.filter((id) => id === controllerId) }),
    },
  };
}

/**
 * Whether a controller has still to be told something by a report: the breach desk has to decide, mails are still to be
 * planned, or a notice to this controller has still to leave.
 * @param states those of the notices to it
 */
export function isUnsettled(history: History, states: readonly DeliveryState[]): boolean {
  const { state, waiting } = standingOf(history);
  const isUnplanned = [history.case, ...history.entries].some(
    ({ pendingShard }) => pendingShard !== undefined,
  );
  const isUnsent = states.some((one) => one === "pending" || one === "sending");
  return state === "held" || waiting !== undefined || isUnplanned || isUnsent;
}

/** Whether an item of a report names the controller: the case, an entry, or a mail to it or about it. */
export function namesController(item: Readonly<Record<string, unknown>>, id: string): boolean {
  return namedControllers(item).includes(id);
}
