import type { Delivery } from "../../shared/delivery.ts";

/** How far the mails of a case are, as an operator is shown it. */
export function shownMails(deliveries: readonly Delivery[]) {
  return deliveries.map(
    ({ id, type, to, state, acceptedAt, silentAt, deliveredAt, acknowledgedAt, undeliveredAt, reason }) => ({
      id,
      type,
      to,
      state,
      acceptedAt,
      silentAt,
      deliveredAt,
      acknowledgedAt,
      undeliveredAt,
      reason,
    }),
  );
}
