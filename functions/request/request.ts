import * as z from "zod/mini";
import { hashBody, hashReceiptCode, nameCase } from "../../shared/codes.ts";
import type { Delivery } from "../../shared/delivery.ts";
import { type Language, languages } from "../../shared/language.ts";
import { pendingFields, pendingSince } from "../../shared/pending.ts";
import { requestDeadline } from "../../shared/periods/request-deadline.ts";
import { referencePrefixes } from "../../shared/reference.ts";
import { bestRung, rungsOf } from "../../shared/rungs.ts";
import { storedSubmissionSchema } from "./submission.ts";

/** Which call an idempotency key belongs to. */
const scope = "POST /requests";

/** A request as it is stored: what was asked, when, of whom, and until when the controller has to answer. */
export const requestCaseSchema = z.object({
  v: z.literal(1),
  kind: z.literal("request"),
  reference: z.string(),
  receiptHash: z.string(),
  bodyHash: z.string(),
  receivedAt: z.iso.datetime(),
  respondBy: z.object({ conservative: z.iso.date(), latestLawful: z.iso.date() }),
  /** The controller and its name on the day of receipt; null for an organisation in the person's own words. */
  controller: z.nullable(z.object({ id: z.string(), name: z.string() })),
  controllerId: z.optional(z.string()),
  language: z.enum(languages),
  submission: storedSubmissionSchema,
  ...pendingFields,
});

export type RequestCase = z.infer<typeof requestCaseSchema>;

/** What makes a case: a valid submission and what the door knows about it. */
export type Received = {
  submission: RequestCase["submission"];
  body: string;
  key: string;
  controller: RequestCase["controller"];
  language: Language;
  at: Date;
};

/**
 * The case that a submission becomes, and the code that opens it.
 * @param counter 0, or 1 when the first reference is another case's
 */
export function openCase(received: Received, counter: number): { case: RequestCase; receiptCode: string } {
  const { reference, receiptCode } = nameCase(referencePrefixes.request, scope, received.key, counter);
  const receivedAt = received.at.toISOString();
  const { conservative, latestLawful } = requestDeadline(receivedAt);
  const opened: RequestCase = {
    v: 1,
    kind: "request",
    reference,
    receiptHash: hashReceiptCode(receiptCode),
    bodyHash: hashBody(received.body),
    receivedAt,
    respondBy: { conservative, latestLawful },
    controller: received.controller,
    ...(received.controller && { controllerId: received.controller.id }),
    language: received.language,
    submission: received.submission,
    ...pendingSince(reference, received.at),
  };
  return { case: opened, receiptCode };
}

/** The statuses a request goes through; `closed` and `acknowledged` are said by people. */
export const requestStatuses = ["received", "forwarded", "acknowledged", "undelivered", "closed"] as const;

export type RequestStatus = (typeof requestStatuses)[number];

/** The delivery that hands a request over to its controller. */
export const handOverId = "request";

/** Where a request stands: as far as it came with any of its controller's contacts. */
export function requestStatus(deliveries: readonly Delivery[]): RequestStatus {
  const state = bestRung(handOvers(deliveries))?.state;
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
  "sent",
  "forwarded",
  "acknowledged",
  "undelivered",
  "escalated",
  "desk_told",
  "acknowledgement_sent",
  "acknowledgement_delivered",
  "acknowledgement_undelivered",
  "acknowledgement_capped",
] as const;

/** One thing that happened to a request. */
type TimelineEntry = { at: string; event: (typeof timelineEvents)[number] };

/** What happened to a request, oldest first. */
export function timeline(of: RequestCase, deliveries: readonly Delivery[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    { at: of.receivedAt, event: "received" },
    ...handOvers(deliveries).flatMap(handOverEntries),
    ...deliveries.filter(({ type }) => type === "acknowledgement").flatMap(acknowledgementEntries),
  ];
  return entries.sort((a, b) => a.at.localeCompare(b.at));
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
  const { reference, ...rest } = facts(of, "received");
  return { reference, receiptCode, ...rest };
}

/** What the holder of the receipt code is told. */
export function statusReport(of: RequestCase, deliveries: readonly Delivery[]) {
  return { ...facts(of, requestStatus(deliveries)), timeline: timeline(of, deliveries) };
}

function facts(of: RequestCase, status: RequestStatus) {
  return {
    reference: of.reference,
    status,
    receivedAt: of.receivedAt,
    respondBy: of.respondBy,
    controller: of.controller,
  };
}
