import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";

/** What became of handing one mail to SES. */
export type SendResult =
  /** SES took it; that is not yet delivery. */
  | { kind: "accepted"; messageId: string }
  /** SES will never take this mail. */
  | { kind: "refused"; reason: string }
  /** SES did not take it this time; `isRate` when only because too many were sent within this second. */
  | { kind: "postponed"; reason: string; isRate: boolean }
  /** No answer: SES may have taken it or not. */
  | { kind: "unknown"; reason: string };

/** One mail on its way: the MIME text, its one recipient, and what its events are to carry. */
export type Envelope = { raw: Uint8Array; to: string; reference: string; deliveryId: string };

/** Hands one mail to SES. Never throws. */
export type Mailer = (envelope: Envelope) => Promise<SendResult>;

/** For how long a send waits for SES, in milliseconds; well within a delivery's lease. */
export const sendMilliseconds = 8_000;

/**
 * The mailer on SES. One attempt, because the SDK's own retry after a lost answer would be a second mail. The SDK's
 * request timeout ends with the head of the answer; the signal also bounds its body.
 *
 * @param patience how long to wait for SES, in milliseconds
 */
export function sesMailer(sender: string, configurationSet: string, patience = sendMilliseconds): Mailer {
  const client = new SESClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: patience, throwOnRequestTimeout: true },
  });
  return async ({ raw, to, reference, deliveryId }) => {
    const command = new SendRawEmailCommand({
      Source: sender,
      Destinations: [to],
      RawMessage: { Data: raw },
      ConfigurationSetName: configurationSet,
      Tags: [
        { Name: "reference", Value: reference },
        { Name: "delivery", Value: deliveryId },
      ],
    });
    try {
      const { MessageId } = await client.send(command, { abortSignal: AbortSignal.timeout(patience) });
      return MessageId
        ? { kind: "accepted", messageId: MessageId }
        : { kind: "unknown", reason: "NoMessageId" };
    } catch (error) {
      return classify(error);
    }
  };
}

const neverTaken = ["MessageRejected", "InvalidParameterValue"];
// "Email address is not verified", as in the sandbox; "Sending paused for this account". They say nothing about the mail.
const oursToMend = /not verified|paused|suspended/i;
// The other quota, "Daily message quota exceeded", is one of hours (Amazon SES Developer Guide, "Sending quota errors").
const tooFast = /maximum sending rate exceeded/i;
const neverReached = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"];

/** What an error of a send tells (Amazon SES Developer Guide, "Common errors"). */
export function classify(error: unknown): Exclude<SendResult, { kind: "accepted" }> {
  if (!(error instanceof Error)) return { kind: "unknown", reason: typeof error };
  const reason = error.name;
  if (neverTaken.includes(reason) && !oursToMend.test(error.message)) return { kind: "refused", reason };
  if (statusOf(error) >= 400) return { kind: "postponed", reason, isRate: tooFast.test(error.message) };
  if ("code" in error && neverReached.includes(String(error.code)))
    return { kind: "postponed", reason: String(error.code), isRate: false };
  return { kind: "unknown", reason };
}

/** The HTTP status of SES's answer; 0 where there was none. A success that cannot be read is an error too. */
function statusOf(error: Error): number {
  const metadata = "$metadata" in error ? Object(error.$metadata) : {};
  return Number(metadata.httpStatusCode ?? 0);
}
