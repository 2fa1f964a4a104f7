import * as z from "zod/mini";
import { languages } from "./language.ts";
import { pendingFields } from "./pending.ts";

/**
 * What one mail to one recipient is going through.
 *
 * `pending` waits to be sent, `sending` is claimed by one attempt for as long as its lease runs, `accepted` was taken
 * by SES (which is not yet sent), `silent` is what SES took and then said nothing of, `delivered` was taken by the
 * recipient's mail server, `acknowledged` was read by somebody there who said so, `undelivered` will not arrive without
 * somebody's help. Never sent are: `cancelled`, because nobody wants it any more; `capped`, because its address was to get
 * too many, or is one of ours; `digested`, because so much came to a desk at once that it is told of all together.
 */
export const deliveryStates = [
  "pending",
  "sending",
  "accepted",
  "silent",
  "delivered",
  "acknowledged",
  "undelivered",
  "cancelled",
  "capped",
  "digested",
] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/**
 * The moves of a delivery and the states each may start from. `claim`, `accept`, `postpone` and `refuse` are our own
 * attempt's; `cancel` comes instead of one; `miss` says that SES has kept silent for too long; `acknowledge` is the
 * recipient's, whatever we know by then of the way that the mail took; the others are told by SES, early, late, twice or
 * out of order: it was delivered, SES gave up trying, or the address does not exist, which can show after the delivery.
 */
export const deliveryMoves = {
  claim: { from: ["pending", "sending"], to: "sending" },
  accept: { from: ["sending"], to: "accepted" },
  postpone: { from: ["sending"], to: "pending" },
  refuse: { from: ["sending"], to: "undelivered" },
  cancel: { from: ["pending"], to: "cancelled" },
  digest: { from: ["pending"], to: "digested" },
  miss: { from: ["accepted"], to: "silent" },
  acknowledge: {
    from: ["pending", "sending", "accepted", "silent", "delivered", "undelivered"],
    to: "acknowledged",
  },
  deliver: { from: ["pending", "sending", "accepted", "silent"], to: "delivered" },
  giveUp: { from: ["pending", "sending", "accepted", "silent"], to: "undelivered" },
  bounce: { from: ["pending", "sending", "accepted", "silent", "delivered"], to: "undelivered" },
} as const satisfies Record<string, { from: readonly DeliveryState[]; to: DeliveryState }>;

export type DeliveryMove = keyof typeof deliveryMoves;

/** The partition of the register of the deliveries that somebody has to look after. */
export const attention = "attention";

const instant = z.iso.datetime();

/** One mail to one recipient, as it is stored beside its case. */
export const deliverySchema = z.object({
  v: z.literal(1),
  kind: z.literal("delivery"),
  /** The case's reference. */
  reference: z.string(),
  /** Names the delivery within its case; travels as an SES tag, hence its grammar. */
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,200}$/)),
  /** What the mail is: `X-Meldpunt-Type`. */
  type: z.enum([
    "request",
    "acknowledgement",
    "desk",
    "breach-notice",
    "termination",
    "certificate",
    "destruction-report",
    "contact-change",
    "statement",
    "sub-processor-change",
    "unlawful-instruction",
    "assistance",
    "audit",
    "attachment",
  ]),
  /** The recipient's address, in ASCII. */
  to: z.string(),
  /** The language the recipient reads. */
  language: z.enum(languages),
  /** Goes before other mail when SES takes little, and is tried again by every sweep. */
  urgent: z.optional(z.literal(true)),
  /** The controller this mail is for or about. */
  controllerId: z.optional(z.string()),
  /** The version of the controller's record that named the recipient. */
  controllerVersion: z.optional(z.number()),
  state: z.enum(deliveryStates),
  /** How often a send was begun. The number of the running attempt fences off an older one. */
  attempt: z.number(),
  createdAt: instant,
  leaseUntil: z.optional(instant),
  messageId: z.optional(z.string()),
  /** Opens the page that the mail links to; undefined where it links to none. It ends with this item. */
  token: z.optional(z.string()),
  acceptedAt: z.optional(instant),
  deliveredAt: z.optional(instant),
  acknowledgedAt: z.optional(instant),
  undeliveredAt: z.optional(instant),
  silentAt: z.optional(instant),
  /** What the recipient's mail server said as it took the mail, and to which of SES's; it may name the recipient. */
  answer: z.optional(z.object({ text: z.string(), reportingMta: z.optional(z.string()) })),
  /** Why the last attempt did not succeed: an error's name, never a text that could hold an address. */
  reason: z.optional(z.string()),
  /** Somebody has to look after it, since when: nobody else is told. See `tableIndexes.register`. */
  register: z.optional(z.literal(attention)),
  receivedAt: z.optional(instant),
  /** An operator has looked after it: when, by which ARN, and how. */
  settled: z.optional(z.object({ at: instant, by: z.string(), because: z.string() })),
  ...pendingFields,
});

export type Delivery = z.infer<typeof deliverySchema>;

/**
 * For how long an attempt owns its delivery: longer than the mailer waits for SES, so that nobody else sends the same
 * mail while that call may still succeed.
 */
export const leaseMilliseconds = 12_000;

/** SES keeps trying for up to 14 hours (Amazon SES FAQ); what is silent for longer is a matter for people. */
export const silenceMilliseconds = 14 * 3_600_000;

/** For how long SES tries to deliver what is urgent, in hours: so soon it is known that somebody else has to be told. */
export const urgentTryingHours = 2;

/** From when on it counts as silence that SES says nothing of a mail that it took. */
export function silentFrom({ acceptedAt, createdAt, urgent }: Delivery): Date {
  // What SES says as it gives up is under way for a while, too.
  const patience = urgent ? (urgentTryingHours + 1) * 3_600_000 : silenceMilliseconds;
  return new Date(Date.parse(acceptedAt ?? createdAt) + patience);
}

/** These go to somebody else, also where they are about a controller. */
const toOthers: readonly Delivery["type"][] = ["desk", "acknowledgement"];

/** The controller that a mail goes to; undefined of a mail to anybody else. */
export function controllerAddressed({
  type,
  controllerId,
}: Pick<Delivery, "type" | "controllerId">): string | undefined {
  return toOthers.includes(type) ? undefined : controllerId;
}

/** Whether the recipient has the mail, as far as can be known. */
export function hasArrived({ state }: Pick<Delivery, "state">): boolean {
  return state === "delivered" || state === "acknowledged";
}

/** Whether a delivery that is not settled may be sent now: it is due, and no other attempt owns it. */
export function isDue(delivery: Delivery, now: Date): boolean {
  if (delivery.state === "pending") return !delivery.pendingAt || delivery.pendingAt <= now.toISOString();
  return delivery.state === "sending" && !isLeased(delivery, now);
}

/** Whether the delivery waits for a time that was set for it, and not because SES did not take it. */
export function isScheduled({ state, attempt }: Delivery): boolean {
  return state === "pending" && attempt === 0;
}

/** Whether an attempt owns the delivery. */
export function isLeased(delivery: Delivery, now: Date): boolean {
  return delivery.state === "sending" && (delivery.leaseUntil ?? "") > now.toISOString();
}
