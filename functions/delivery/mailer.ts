import { type SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import type { Delivery } from "../../shared/delivery.ts";
import { sendMilliseconds } from "./ses.ts";

/** What became of handing one mail to SES. */
export type SendResult =
  /** SES took it; that is not yet delivery. */
  | { kind: "accepted"; messageId: string }
  /** SES will never take this mail. */
  | { kind: "refused"; reason: string }
  /** SES did not take it this time. */
  | { kind: "postponed"; reason: string; why: PostponedBy }
  /** No answer: SES may have taken it or not. */
  | { kind: "unknown"; reason: string };

/**
 * Why SES does not take a mail now: too many within this `rate`, which passes in seconds; the daily `quota` is used up,
 * which takes hours; the `account` may not send at all, until somebody sees to it; the sender's or, in the sandbox, this
 * recipient's address is `unverified`; or something `other`, which passes.
 */
export type PostponedBy = "rate" | "quota" | "account" | "unverified" | "other";

/** One mail on its way: the MIME text, its one recipient, and what its events are to carry. */
export type Envelope = {
  raw: Uint8Array;
  to: string;
  reference: string;
  deliveryId: string;
  type: Delivery["type"];
  /** SES tries to deliver it for a shorter time, so that it is soon known if it does not arrive. */
  urgent?: boolean;
};

/** Hands one mail to SES. Never throws. */
export type Mailer = (envelope: Envelope) => Promise<SendResult>;

/** The configuration sets that mail is sent through. */
export type ConfigurationSets = { ordinary: string; urgent: string };

/**
 * The mailer on SES.
 * @param client makes one attempt; `patience` bounds all of it, in milliseconds
 */
export function sesMailer(
  client: SESClient,
  sender: string,
  configurationSets: ConfigurationSets,
  patience = sendMilliseconds,
): Mailer {
  return async ({ raw, to, reference, deliveryId, type, urgent }) => {
    const command = new SendRawEmailCommand({
      Source: sender,
      Destinations: [to],
      RawMessage: { Data: raw },
      ConfigurationSetName: urgent ? configurationSets.urgent : configurationSets.ordinary,
      Tags: [
        { Name: "reference", Value: reference },
        { Name: "delivery", Value: deliveryId },
        { Name: "type", Value: type },
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
const neverReached = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"];

/** What the message of an error, or its name, tells of why nothing was taken. Beyond it, it says nothing about the mail. */
const told: readonly { says: RegExp; why: PostponedBy; reason?: string }[] = [
  // "Email address is not verified", of the recipient in the sandbox.
  { says: /not verified|NotVerified/i, why: "unverified", reason: "NotVerified" },
  { says: /paused|suspended/i, why: "account", reason: "SendingPaused" },
  { says: /AccessDenied|ConfigurationSetDoesNotExist|InvalidClientTokenId|OptInRequired/, why: "account" },
  // Amazon SES Developer Guide, "Errors related to the sending quotas".
  { says: /daily message quota exceeded/i, why: "quota", reason: "DailyQuota" },
  { says: /maximum sending rate exceeded/i, why: "rate", reason: "SendingRate" },
];

/** What an error of a send tells (Amazon SES Developer Guide, "Common errors"). */
export function classify(error: unknown): Exclude<SendResult, { kind: "accepted" }> {
  if (!(error instanceof Error)) return { kind: "unknown", reason: typeof error };
  const { name, message } = error;
  const isAnswered = statusOf(error) >= 400;
  const found = told.find(({ says }) => says.test(message) || says.test(name));
  if (isAnswered && found) return { kind: "postponed", reason: found.reason ?? name, why: found.why };
  if (neverTaken.includes(name)) return { kind: "refused", reason: name };
  if (isAnswered) return { kind: "postponed", reason: name, why: "other" };
  if ("code" in error && neverReached.includes(String(error.code)))
    return { kind: "postponed", reason: String(error.code), why: "other" };
  return { kind: "unknown", reason: name };
}

/** The HTTP status of SES's answer; 0 where there was none. A success that cannot be read is an error too. */
function statusOf(error: Error): number {
  const metadata = "$metadata" in error ? Object(error.$metadata) : {};
  return Number(metadata.httpStatusCode ?? 0);
}
