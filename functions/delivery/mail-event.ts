import * as z from "zod/mini";
import { type Delivery, deliverySchema } from "../../shared/delivery.ts";

const tag = z.tuple([z.string()]);

/**
 * An event that SES publishes through EventBridge, as far as we read it. `reference`, `delivery` and `type` are the tags
 * the mail was sent with.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const mailEventSchema = z.object({
  source: z.literal("aws.ses"),
  account: z.string(),
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      messageId: z.string().check(z.minLength(1)),
      tags: z.object({
        "ses:configuration-set": tag,
        reference: z.tuple([z.string().check(z.regex(/^[A-Z]+(-[0-9A-Z]+)+$/))]),
        delivery: z.tuple([deliverySchema.shape.id]),
        type: z.optional(tag),
      }),
    }),
    // That a mail was delivered counts, whatever else is told of it.
    delivery: z.optional(z.unknown()),
    bounce: z.optional(z.object({ bounceType: z.string(), bounceSubType: z.string() })),
    complaint: z.optional(z.object({ complaintSubType: z.optional(z.nullable(z.string())) })),
  }),
});

export type MailEvent = z.infer<typeof mailEventSchema>;

/** What an event says of a delivery. */
export type MailNews =
  | { kind: "delivered"; answer?: Delivery["answer"] }
  /** The mail will not arrive, whatever was said before. */
  | { kind: "bounced"; reason: string }
  /** SES has stopped trying. An automatic answer to a mail that was delivered can look the same. */
  | { kind: "givenUp"; reason: string }
  /** Nothing that changes a state: SES took the mail, is still trying, or a reader complained of a mail that arrived. */
  | { kind: "none" };

/**
 * Reads the news out of an event. A suppressed address shows as a permanent bounce or as a complaint with the subtype
 * `OnAccountSuppressionList`: in both SES has sent nothing.
 */
export function newsOf({ detail: { eventType, delivery, bounce, complaint } }: MailEvent): MailNews {
  switch (eventType) {
    case "Delivery":
      return { kind: "delivered", answer: answerIn(delivery) };
    case "Bounce":
      return {
        kind: bounce?.bounceType === "Transient" ? "givenUp" : "bounced",
        reason: `Bounce/${bounce?.bounceType}/${bounce?.bounceSubType}`,
      };
    case "Reject":
      return { kind: "bounced", reason: "Reject" };
    case "Complaint":
      return complaint?.complaintSubType === "OnAccountSuppressionList"
        ? { kind: "bounced", reason: "Complaint/OnAccountSuppressionList" }
        : { kind: "none" };
    default:
      return { kind: "none" };
  }
}

/** How many characters of what a mail server says are kept. */
const longestAnswer = 500;

const acceptance = z.object({ smtpResponse: z.string(), reportingMTA: z.optional(z.string()) });

function answerIn(delivery: unknown): Delivery["answer"] {
  const { data } = acceptance.safeParse(delivery);
  if (!data) return undefined;
  const { smtpResponse, reportingMTA } = data;
  return {
    text: shortLine(smtpResponse),
    ...(reportingMTA !== undefined && { reportingMta: shortLine(reportingMTA) }),
  };
}

/** What another server says: no line breaks, nothing that a terminal obeys, and no more than is kept. */
function shortLine(said: string): string {
  return [...said.replace(/\p{Cc}+/gu, " ")].slice(0, longestAnswer).join("");
}
