import type { AssistanceCase, HelpKind } from "./assistance.ts";

/** How much time help of one kind to one controller took, and how much of it is charged, in minutes. */
export type AssistanceTotal = {
  controllerId: string;
  name: string;
  kind: HelpKind;
  minutes: number;
  chargeableMinutes: number;
};

type Counted = Pick<AssistanceCase, "controllerId" | "controllerName" | "help" | "minutes" | "chargeable">;

/**
 * The totals by controller and kind, in the order of both.
 * @param cases the newest first: a controller has the name that it had last
 */
export function totalsOf(cases: readonly Counted[]): AssistanceTotal[] {
  const groups = Map.groupBy(cases, ({ controllerId, help }) => `${controllerId} ${help}`);
  const names = new Map(cases.toReversed().map((one) => [one.controllerId, one.controllerName]));
  return Array.from(groups.values(), (group) => totalOf(group, names))
    .flat()
    .toSorted((a, b) => compare(a.controllerId, b.controllerId) || compare(a.kind, b.kind));
}

function totalOf(group: readonly Counted[], names: ReadonlyMap<string, string>): AssistanceTotal[] {
  return group.slice(0, 1).map(({ controllerId, controllerName, help }) => ({
    controllerId,
    name: names.get(controllerId) ?? controllerName,
    kind: help,
    minutes: minutesIn(group),
    chargeableMinutes: minutesIn(group.filter(({ chargeable }) => chargeable)),
  }));
}

function minutesIn(cases: readonly Counted[]): number {
  return cases.reduce((sum, { minutes }) => sum + minutes, 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
