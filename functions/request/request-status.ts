import type { Delivery } from "../../shared/delivery.ts";
import { bestRung, rungsOf } from "../../shared/rungs.ts";
import { closingOf, controllerOf, handOverId, type RequestCase, type RequestDossier } from "./request.ts";

/** The statuses a request goes through; `closed` and `acknowledged` are said by people. */
export const requestStatuses = ["received", "forwarded", "acknowledged", "undelivered", "closed"] as const;

export type RequestStatus = (typeof requestStatuses)[number];

/** Where a request stands: closed, or as far as it came with any of its controller's contacts. */
export function requestStatus(dossier: RequestDossier): RequestStatus {
  if (closingOf(dossier)) return "closed";
  const state = bestRung(handOvers(dossier.deliveries))?.state;
  if (state === "acknowledged") return state;
  if (state === "delivered") return "forwarded";
  return state === "undelivered" ? "undelivered" : "received";
}

function handOvers(deliveries: readonly Delivery[]): Delivery[] {
  return rungsOf(handOverId, new Map(deliveries.map((delivery) => [delivery.id, delivery])));
}

/** What can happen to a request and be told of it. */
export const timelineEvents = [
  "received",
  "assigned",
  "sent",
  "forwarded",
  "acknowledged",
  "undelivered",
  "escalated",
  "desk_told",
  "closed",
  "attached",
  "attachment_withheld",
  "acknowledgement_sent",
  "acknowledgement_delivered",
  "acknowledgement_undelivered",
  "acknowledgement_capped",
] as const;

/** One thing that happened to a request. */
type TimelineEntry = { at: string; event: (typeof timelineEvents)[number] };

const eventOfMove = {
  assign: "assigned",
  close: "closed",
  attach: "attached",
  withhold: "attachment_withheld",
} as const;

/** What happened to a request, oldest first. */
export function timeline({ case: of, entries, deliveries }: RequestDossier): TimelineEntry[] {
  const events: TimelineEntry[] = [
    { at: of.receivedAt, event: "received" },
    ...entries.map(({ at, move }) => ({ at, event: eventOfMove[move] })),
    ...handOvers(deliveries).flatMap(handOverEntries),
    ...deliveries.filter(({ type }) => type === "acknowledgement").flatMap(acknowledgementEntries),
  ];
  return events.sort((a, b) => a.at.localeCompare(b.at));
}

/** To whom it was handed over, one contact after the other, and at last the desk; what the desk's mail comes to is its own matter. */
function handOverEntries(delivery: Delivery, n: number): TimelineEntry[] {
  const { type, createdAt, acceptedAt, deliveredAt, undeliveredAt, acknowledgedAt } = delivery;
  if (type === "desk") return [{ at: createdAt, event: "desk_told" }];
  return known([
    { at: n > 0 ? createdAt : undefined, event: "escalated" },
    { at: acceptedAt, event: "sent" },
    { at: deliveredAt, event: "forwarded" },
    { at: undeliveredAt, event: "undelivered" },
    { at: acknowledgedAt, event: "acknowledged" },
  ]);
}

function acknowledgementEntries(delivery: Delivery): TimelineEntry[] {
  const { state, createdAt, acceptedAt, deliveredAt, undeliveredAt } = delivery;
  return known([
    { at: acceptedAt, event: "acknowledgement_sent" },
    { at: deliveredAt, event: "acknowledgement_delivered" },
    { at: undeliveredAt, event: "acknowledgement_undelivered" },
    { at: state === "capped" ? createdAt : undefined, event: "acknowledgement_capped" },
  ]);
}

function known(
  entries: readonly { at: string | undefined; event: TimelineEntry["event"] }[],
): TimelineEntry[] {
  return entries.flatMap(({ at, event }) => (at === undefined ? [] : [{ at, event }]));
}

/** What a receipt says of a request; the first answer repeats it to the byte. */
export function receipt(of: RequestCase, receiptCode: string) {
  const { reference, ...rest } = facts(of, "received", of.controller);
  return { reference, receiptCode, ...rest };
}

/** What the holder of the receipt code is told. */
export function statusReport(dossier: RequestDossier) {
  return {
    ...facts(dossier.case, requestStatus(dossier), controllerOf(dossier)),
    timeline: timeline(dossier),
  };
}

function facts(of: RequestCase, status: RequestStatus, controller: RequestCase["controller"]) {
  return {
    reference: of.reference,
    status,
    receivedAt: of.receivedAt,
    respondBy: of.respondBy,
    controller,
  };
}
