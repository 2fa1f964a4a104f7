import { dayMilliseconds } from "../../shared/dates.ts";
import type { Delivery } from "../../shared/delivery.ts";
import type { TerminationHistory } from "./agreement.ts";

/** A controller has that many days to object: nothing is destroyed before they have passed since `noticedAt`. */
export const noticeDays = 7;

/** By how many days after that all is destroyed: those of the notice, and as many again for the work. */
export const overdueDays = 2 * noticeDays;

/** What became of the first mail that told a controller. */
export type FirstNotice = Pick<Delivery, "acceptedAt" | "undeliveredAt">;

/** The first mail that told the controller; undefined while there is none. */
export function firstNotice(deliveries: readonly Delivery[]): Delivery | undefined {
  return deliveries.find(({ id }) => id === "termination");
}

/**
 * From when on the days count that a controller has to object: from when SES took the first mail, whatever became of it
 * later. Of one that was refused for good the desk is told, and has as long to reach the controller: they count from then.
 * Undefined for as long as it was neither.
 */
export function noticedAt(first: FirstNotice | undefined): string | undefined {
  return first?.acceptedAt ?? refusedAt(first);
}

/** When that mail was refused for good; undefined where SES took it, also when it did not arrive then. */
export function refusedAt(first: FirstNotice | undefined): string | undefined {
  return first?.acceptedAt === undefined ? first?.undeliveredAt : undefined;
}

type Of = Pick<TerminationHistory, "case">;

/**
 * Before when nothing is destroyed, whatever else happens.
 * @param noticed as `noticedAt` says; without it, it can be later
 */
export function earliestDestruction({ case: of }: Of, noticed: string | undefined): Date {
  const [dueDay, told] = [new Date(of.destroyNotBefore), noticed && endOfNotice(noticed)];
  return told && told > dueDay ? told : dueDay;
}

/** When a controller has had its days to object. */
export function endOfNotice(noticed: string): Date {
  return daysAfter(noticed, noticeDays);
}

/**
 * From when on a destruction that is not finished is overdue: `destroyBy`, or later where the first mail got out late.
 * @param noticed as `noticedAt` says; without it the days count from the termination
 */
export function overdueFrom({ case: of }: Of, noticed: string | undefined): Date {
  const [by, told] = [new Date(of.destroyBy), daysAfter(noticed ?? of.terminatedAt, overdueDays)];
  return told > by ? told : by;
}

function daysAfter(instant: string, days: number): Date {
  return new Date(Date.parse(instant) + days * dayMilliseconds);
}
