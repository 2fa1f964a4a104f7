import * as z from "zod";

const recipients = z.array(z.string());

/** Something that happens to an accepted mail; the names are SES's `eventType`. */
export const outcomeSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("Send"), recipients }),
  z.strictObject({ type: z.literal("Reject"), recipients }),
  z.strictObject({ type: z.literal("Delivery"), recipients }),
  z.strictObject({
    type: z.literal("Bounce"),
    subType: z.enum(["General", "OnAccountSuppressionList"]),
    recipients,
  }),
  z.strictObject({ type: z.literal("Complaint"), recipients }),
]);

export type Outcome = z.infer<typeof outcomeSchema>;

/**
 * What becomes of a mail, in order: SES counts every accepted mail as sent, also one it then suppresses or rejects
 * for a virus (SES Developer Guide, "Monitoring your Amazon SES sending activity").
 */
export function outcomesOf(recipients: string[], raw: Buffer): Outcome[] {
  const sent: Outcome = { type: "Send", recipients };
  return isInfected(raw) ? [sent, { type: "Reject", recipients }] : [sent, ...recipients.flatMap(outcomesAt)];
}

/** Whether an event destination asks for the type: `send` in CloudFormation's spelling, `SEND` in the v2 API's. */
export function isMatched(type: Outcome["type"], matchingEventTypes: readonly string[]): boolean {
  return matchingEventTypes.some((matching) => matching.toUpperCase() === type.toUpperCase());
}

/**
 * What happens at one recipient after the send. The addresses of the mailbox simulator, with any `+label`, behave as
 * on AWS (SES Developer Guide, "Using the mailbox simulator manually"); every other mail is delivered. An automatic
 * answer (`ooto`) is no event.
 */
export function outcomesAt(recipient: string): Outcome[] {
  const recipients = [recipient];
  const mailbox = /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(recipient)?.[1]?.toLowerCase();
  switch (mailbox) {
    case "bounce":
      return [{ type: "Bounce", subType: "General", recipients }];
    case "suppressionlist":
      return [{ type: "Bounce", subType: "OnAccountSuppressionList", recipients }];
    case "complaint":
      return [
        { type: "Delivery", recipients },
        { type: "Complaint", recipients },
      ];
    default:
      return [{ type: "Delivery", recipients }];
  }
}

// The beginning of the EICAR test file in base64, as an attachment carries it. The whole of it would make virus
// scanners report this file.
const eicarBeginning = "WDVPIVAlQEFQWzRcUFpYNTQoUF4p";

function isInfected(raw: Buffer): boolean {
  return raw.includes(eicarBeginning);
}
