import type { EventBridgeEvent } from "aws-lambda";
import { type EventMail, eventMail } from "./event-mail.ts";
import type { HeaderField } from "./header-fields.ts";
import type { MessageRecord } from "./message-store.ts";
import type { Outcome } from "./outcomes.ts";

/** What an event says. Besides these it holds the object named after its type: `send`, `delivery`, `bounce`, … */
type SesEventDetail = { eventType: Outcome["type"]; mail: EventMail } & Readonly<Record<string, unknown>>;

/** An event of SES as EventBridge hands it on. */
export type SesEvent = EventBridgeEvent<string, SesEventDetail>;

/** The names of the types at EventBridge (EventBridge Events Reference, "Amazon Simple Email Service events"). */
const detailTypes: Readonly<Record<Outcome["type"], string>> = {
  Send: "Email Sent",
  Reject: "Email Rejected",
  Delivery: "Email Delivered",
  Bounce: "Email Bounced",
  Complaint: "Email Complaint Received",
};

/** A mail's record and its header section. */
type MailParts = { record: MessageRecord; fields: readonly HeaderField[] };

/** The event that tells, now, of an outcome of the mail. */
export function sesEvent(
  pending: { id: string; outcome: Outcome },
  { record, fields }: MailParts,
  { account, region }: { account: string; region: string },
  now: Date,
): SesEvent {
  return {
    version: "0",
    id: pending.id,
    "detail-type": detailTypes[pending.outcome.type],
    source: "aws.ses",
    account,
    time: now.toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [`arn:aws:ses:${region}:${account}:configuration-set/${record.configurationSet}`],
    detail: {
      eventType: pending.outcome.type,
      mail: eventMail(record, fields, account),
      ...outcomeObject(pending, record, now),
    },
  };
}

const reportingMTA = "a1-1.smtp-out.amazonses.com";

type Pending = MessageRecord["pendingEvents"][number];

/** The object of the event's own type (SES Developer Guide, "Contents of event data that SES publishes to SNS"). */
function outcomeObject({ id, outcome }: Pending, record: MessageRecord, now: Date): Record<string, unknown> {
  const timestamp = now.toISOString();
  const feedback = { feedbackId: `0107-${id}-000000`, timestamp };
  switch (outcome.type) {
    case "Send":
      return { send: {} };
    case "Reject":
      return { reject: { reason: "Bad content" } };
    case "Delivery": {
      const processingTimeMillis = now.getTime() - Date.parse(record.acceptedAt);
      const { recipients } = outcome;
      return {
        delivery: { timestamp, processingTimeMillis, recipients, smtpResponse: "250 2.0.0 OK", reportingMTA },
      };
    }
    case "Bounce": {
      const bouncedRecipients = outcome.recipients.map((emailAddress) => ({
        emailAddress,
        action: "failed",
        status: "5.1.1",
        diagnosticCode: diagnosticCodes[outcome.subType],
      }));
      const kind = { bounceType: "Permanent", bounceSubType: outcome.subType };
      return { bounce: { ...feedback, ...kind, bouncedRecipients, reportingMTA: `dsn; ${reportingMTA}` } };
    }
    case "Complaint": {
      const complainedRecipients = outcome.recipients.map((emailAddress) => ({ emailAddress }));
      const kind = { complaintSubType: null, complaintFeedbackType: "abuse" };
      return { complaint: { ...feedback, ...kind, complainedRecipients, arrivalDate: timestamp } };
    }
  }
}

const diagnosticCodes = {
  General: "smtp; 550 5.1.1 user unknown",
  OnAccountSuppressionList:
    "Amazon SES did not send the message to this address: it is on the suppression list.",
} as const;
