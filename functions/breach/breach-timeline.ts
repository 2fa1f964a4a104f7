import { type Delivery, hasArrived } from "../../shared/delivery.ts";
import type { BreachMove } from "./breach.ts";
import type { BreachDossier } from "./breach-store.ts";
import type { CarriedNotice } from "./notice/chain.ts";

const eventOfMove = {
  update: "updated",
  assign: "assigned",
  confirm: "confirmed",
  dismiss: "dismissed",
  release: "released",
  discard: "discarded",
  conclude: "concluded",
  withdraw: "withdrawn",
  attach: "attached",
  withhold: "attachment_withheld",
} as const satisfies Record<BreachMove, string>;

/**
 * What can happen to a report and be told of it. `sent`, `forwarded`, `acknowledged` and `undelivered` are about all
 * notices of one round: none is left to be sent, all have been delivered, all were acknowledged, one cannot be delivered.
 */
export const timelineEvents = [
  "received",
  "held",
  ...Object.values(eventOfMove),
  "sent",
  "forwarded",
  "acknowledged",
  "undelivered",
  "acknowledgement_sent",
  "acknowledgement_delivered",
  "acknowledgement_undelivered",
  "acknowledgement_capped",
] as const;

/** `because` is why the desk dismissed, discarded or withdrew. */
type TimelineEntry = { at: string; event: (typeof timelineEvents)[number]; because?: string };

/** What happened to a report, oldest first. */
export function timeline(
  { case: of, entries, deliveries }: BreachDossier,
  notices: readonly CarriedNotice[],
): TimelineEntry[] {
  const rounds = Map.groupBy(notices, ({ notice }) => notice.round);
  const events: TimelineEntry[] = [
    { at: of.receivedAt, event: "received" },
    ...(of.began === "held" ? [{ at: of.receivedAt, event: "held" as const }] : []),
    ...entries.map(({ at, move, because }) => ({
      at,
      event: eventOfMove[move],
      ...(because !== undefined && { because }),
    })),
    ...[...rounds.values()].flatMap((ofRound) => roundEvents(ofRound.map(({ delivery }) => delivery))),
    ...acknowledgementEvents(deliveries.find(({ type }) => type === "acknowledgement")),
  ];
  return events.sort((a, b) => a.at.localeCompare(b.at));
}

function roundEvents(deliveries: readonly (Delivery | undefined)[]): TimelineEntry[] {
  const isOut = deliveries.every((delivery) => delivery && !["pending", "sending"].includes(delivery.state));
  const isDelivered = deliveries.every((delivery) => delivery && hasArrived(delivery));
  const isAcknowledged = deliveries.every((delivery) => delivery?.state === "acknowledged");
  const times = (key: "acceptedAt" | "deliveredAt" | "undeliveredAt" | "acknowledgedAt") =>
    deliveries.flatMap((delivery) => delivery?.[key] ?? []).sort();
  return [
    { at: isOut ? times("acceptedAt").at(-1) : undefined, event: "sent" as const },
    { at: isDelivered ? times("deliveredAt").at(-1) : undefined, event: "forwarded" as const },
    { at: times("undeliveredAt").at(0), event: "undelivered" as const },
    { at: isAcknowledged ? times("acknowledgedAt").at(-1) : undefined, event: "acknowledged" as const },
  ].flatMap(known);
}

function acknowledgementEvents(delivery: Delivery | undefined): TimelineEntry[] {
  return [
    { at: delivery?.acceptedAt, event: "acknowledgement_sent" as const },
    { at: delivery?.deliveredAt, event: "acknowledgement_delivered" as const },
    { at: delivery?.undeliveredAt, event: "acknowledgement_undelivered" as const },
    {
      at: delivery?.state === "capped" ? delivery.createdAt : undefined,
      event: "acknowledgement_capped" as const,
    },
  ].flatMap(known);
}

function known({ at, event }: { at: string | undefined; event: TimelineEntry["event"] }): TimelineEntry[] {
  return at === undefined ? [] : [{ at, event }];
}
