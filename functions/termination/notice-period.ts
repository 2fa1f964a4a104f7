import { dayMilliseconds } from "../../shared/dates.ts";
import type { Delivery } from "../../shared/delivery.ts";
import { isFailed, rungsOf } from "../../shared/rungs.ts";
import { movedAt, type TerminationHistory } from "./agreement.ts";

/** A controller has that many days to object: nothing is destroyed before they have passed since `noticedAt`. */
export const noticeDays = 7;

/** By how many days after that all is destroyed: those of the notice, and as many again for the work. */
export const overdueDays = 2 * noticeDays;

/** How a controller was told: when SES took the mail that tells it, or when the desk was left to tell it. */
export type Told = { acceptedAt?: string | undefined; refusedAt?: string | undefined };

/**
 * How the controller was told by the first mail, which goes from one of its contacts to the next, and at last to the desk.
 * The latest counts that SES took and that has not failed since: each says that it leaves seven days, and who got none
 * cannot object. Where all of them failed the desk has to reach the controller, in as many days from when it was told. What
 * comes once the destruction has begun changes nothing any more.
 */
export function toldOf(history: TerminationHistory, deliveries: Iterable<Delivery>): Told {
  const byId = new Map(Array.from(deliveries, (delivery) => [delivery.id, delivery]));
  const begunAt = movedAt(history, "begin") ?? "9999";
  const rungs = rungsOf("termination", byId).filter(({ acceptedAt = "" }) => acceptedAt < begunAt);
  const isReached = (rung: Delivery) =>
    rung.type !== "desk" && (!isFailed(rung) || failedAt(rung) >= begunAt);
  const accepted = rungs.filter(isReached).flatMap(({ acceptedAt }) => acceptedAt ?? []);
  const acceptedAt = accepted.toSorted().at(-1);
  if (acceptedAt !== undefined) return { acceptedAt };
  const desk = rungs.find(({ type }) => type === "desk");
  return { refusedAt: desk?.acceptedAt ?? desk?.undeliveredAt };
}

function failedAt({ silentAt, undeliveredAt = "" }: Delivery): string {
  return silentAt ?? undeliveredAt;
}

/** From when on the days count that a controller has to object; undefined for as long as somebody is still being told. */
export function noticedAt(history: TerminationHistory, deliveries: Iterable<Delivery>): string | undefined {
  const { acceptedAt, refusedAt } = toldOf(history, deliveries);
  return acceptedAt ?? refusedAt;
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
