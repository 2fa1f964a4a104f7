import { type Delivery, hasArrived } from "../../../shared/delivery.ts";
import { breachDeadline } from "../../../shared/periods/breach-deadline.ts";
import type { Deadline } from "../../../shared/periods/derivation.ts";

/** From what a controller's period can be counted. The first notice is the first that did not fail. */
export const clockBases = ["sending", "first_notice_accepted", "first_notice_delivered"] as const;

type Start = {
  countedFrom: string;
  basis: (typeof clockBases)[number];
  /** The number of the notice whose sending or delivery that is. */
  countedFromNotice: number;
};

/** A controller's own period, and from when it was counted. */
export type NoticeClock = Deadline & Start;

/**
 * By when a controller notifies the authority, as far as can be told while a notice is written. The period starts when
 * the first notice reached the controller (GDPR art. 33(1), 33(2)). What can be known of that moment is the delivery of
 * that notice, or else its sending. Where no notice can have reached the controller before this one, it is counted from
 * now.
 *
 * @param earlier the deliveries of the notices before this one, the first one first, as far as they are planned
 */
export function noticeClock(
  earlier: readonly (Delivery | undefined)[],
  now: Date,
  hours: number,
): NoticeClock {
  const own: Start = {
    countedFrom: now.toISOString(),
    basis: "sending",
    countedFromNotice: earlier.length + 1,
  };
  const [start = own] = earlier.flatMap(startAt);
  return { ...breachDeadline(start.countedFrom, hours), ...start };
}

function startAt(delivery: Delivery | undefined, n: number): Start[] {
  if (!delivery) return [];
  const { state, acceptedAt, deliveredAt } = delivery;
  const countedFromNotice = n + 1;
  if (deliveredAt && hasArrived(delivery)) {
    return [{ countedFrom: deliveredAt, basis: "first_notice_delivered", countedFromNotice }];
  }
  // One that bounced after its delivery may have reached somebody; one that was never delivered has reached nobody.
  const mayHaveArrived = state !== "undelivered" || deliveredAt !== undefined;
  if (!acceptedAt || !mayHaveArrived) return [];
  return [{ countedFrom: acceptedAt, basis: "first_notice_accepted", countedFromNotice }];
}
