import { type Delivery, hasArrived } from "../../../shared/delivery.ts";
import type { Step } from "../../../shared/periods/derivation.ts";
import { weeksPeriod } from "../../../shared/periods/weeks-period.ts";
import { readRungId } from "../../../shared/rungs.ts";

/** Within how many weeks of its delivery a controller may object to what was announced (agreement art. 5.2). */
export const objectionWeeks = 2;

/**
 * The period for objections of one controller: `lastDay` is a date in Europe/Amsterdam, `endsAt` the first instant after
 * it, and `steps` are how both were found (R13).
 */
export type ObjectionPeriod = { deliveredAt: string; lastDay: string; endsAt: string; steps: Step[] };

/** The mail that announces a change is the first of its case. */
const announcementId = "letter-0-0";

/**
 * The period in which a controller may object: from the first delivery of the announcement to one of its contacts.
 * Undefined as long as it has reached none of them: then the period has not begun. A delivery that came back is none.
 */
export function objectionPeriod(deliveries: readonly Delivery[]): ObjectionPeriod | undefined {
  const [deliveredAt] = deliveries
    .filter(
      (mail) => readRungId(mail.id).mailId === announcementId && mail.type !== "desk" && hasArrived(mail),
    )
    .flatMap((mail) => mail.deliveredAt ?? [])
    .sort();
  return deliveredAt === undefined ? undefined : { deliveredAt, ...weeksPeriod(deliveredAt, objectionWeeks) };
}

/** Whether an objection is in time at that instant. */
export function isInTime(period: ObjectionPeriod | undefined, at: Date): boolean {
  return period === undefined || at.getTime() < Date.parse(period.endsAt);
}
