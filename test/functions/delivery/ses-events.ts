/** SES's account, and the configuration sets of ours, in these events. */
export const ours = { accountId: "000000000000", configurationSets: ["ours", "ours-urgent"] };

/** The delivery that the events are about. */
export const key = { reference: "DSR-7K3M-9QXT-2W5R", id: "request" };

const recipient = "privacy@voorbeeld.example";

/** An event as SES puts it on the bus; `object` is what it holds besides the mail (SES Developer Guide, examples). */
export function sesEvent(eventType: string, object: Record<string, unknown> = {}) {
  return {
    version: "0",
    id: "8d1d4d8c-0000-0000-0000-000000000000",
    "detail-type": "Email",
    source: "aws.ses",
    account: ours.accountId,
    time: "1999-01-01T00:00:00Z",
    region: "eu-central-1",
    resources: [`arn:aws:ses:eu-central-1:${ours.accountId}:configuration-set/ours`],
    detail: {
      eventType,
      mail: {
        timestamp: "1999-01-01T00:00:00.000Z",
        source: "meldpunt@processor.example",
        sendingAccountId: ours.accountId,
        messageId: "0107-abc",
        destination: [recipient],
        headersTruncated: false,
        headers: [{ name: "Subject", value: "x" }],
        commonHeaders: { from: ["meldpunt@processor.example"], to: [recipient], messageId: "0107-abc" },
        tags: {
          "ses:configuration-set": ["ours"],
          "ses:source-ip": ["192.0.2.1"],
          "ses:from-domain": ["processor.example"],
          "ses:caller-identity": ["forward"],
          reference: [key.reference],
          delivery: [key.id],
          type: ["request"],
        },
      },
      ...object,
    },
  };
}

const feedback = { feedbackId: "0107-0", timestamp: "1999-01-01T00:00:00.000Z" };

function bounce(bounceType: string, bounceSubType: string) {
  const bouncedRecipients = [{ emailAddress: recipient, action: "failed", status: "5.1.1" }];
  return sesEvent("Bounce", {
    bounce: { ...feedback, bounceType, bounceSubType, bouncedRecipients, reportingMTA: "dsn; x" },
  });
}

function complaint(complaintSubType: string | null) {
  const complainedRecipients = [{ emailAddress: recipient }];
  return sesEvent("Complaint", { complaint: { ...feedback, complaintSubType, complainedRecipients } });
}

/** One event of each kind that SES publishes for our mails. */
export const events = {
  send: sesEvent("Send", { send: {} }),
  delivery: sesEvent("Delivery", {
    delivery: {
      timestamp: feedback.timestamp,
      processingTimeMillis: 546,
      recipients: [recipient],
      smtpResponse: "250 2.6.0 Message received",
      reportingMTA: "a1-1.smtp-out.amazonses.com",
    },
  }),
  delay: sesEvent("DeliveryDelay", {
    deliveryDelay: { ...feedback, delayType: "TransientCommunicationFailure", delayedRecipients: [] },
  }),
  hardBounce: bounce("Permanent", "General"),
  softBounce: bounce("Transient", "MailboxFull"),
  automaticAnswer: bounce("Transient", "General"),
  suppressedAfterBounce: bounce("Permanent", "OnAccountSuppressionList"),
  suppressedEverywhere: bounce("Permanent", "Suppressed"),
  suppressedAfterComplaint: complaint("OnAccountSuppressionList"),
  complaint: complaint(null),
  reject: sesEvent("Reject", { reject: { reason: "Bad content" } }),
};
