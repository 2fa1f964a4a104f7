import { SESClient, type SendRawEmailCommandInput } from "@aws-sdk/client-ses";
import { dayMilliseconds } from "../../../shared/dates.ts";
import { events, ours } from "../../functions/delivery/ses-events.ts";
import { anyCredentials } from "../../support/dynamodb.ts";

/** What SES is asked to send. */
export type Asked = {
  reference: string;
  /** The delivery that it is of. */
  id: string;
  type: string;
  to: string;
  configurationSet: string;
};

/** A mail that SES took, and when it did. */
export type Accepted = Asked & { messageId: string; at: number };

/** SES as far as it is of use here. */
export type FakeSes = {
  accepted: Accepted[];
  /** How many mails it takes within 24 hours, and within a second. */
  most: { aDay: number; aSecond: number };
  /** How many others in the same account have sent within 24 hours. */
  byOthers: number;
  /** Asked first; throws what the client is to throw instead of the mail being taken. */
  refuse: (mail: Asked) => void;
  now: () => Date;
};

/** A SES that takes every mail, as a new account outside the sandbox may send them. */
export function fakeSes(now: () => Date): FakeSes {
  return { accepted: [], most: { aDay: 50_000, aSecond: 14 }, byOthers: 0, refuse: () => {}, now };
}

/** A client of that SES, which is asked after all that the SDK does before the wire. */
export function sesClient(ses: FakeSes): SESClient {
  const client = new SESClient({ region: "eu-central-1", credentials: anyCredentials, maxAttempts: 1 });
  client.middlewareStack.add(
    (_, { commandName = "" }) =>
      async ({ input }) => {
        const $metadata = { httpStatusCode: 200 };
        const output =
          commandName === "SendRawEmailCommand"
            ? { $metadata, MessageId: take(ses, input as SendRawEmailCommandInput) }
            : { $metadata, Max24HourSend: ses.most.aDay, SentLast24Hours: takenToday(ses) };
        return { output, response: {} };
      },
    { step: "finalizeRequest", priority: "high", name: "fakeSes" },
  );
  return client;
}

function take(ses: FakeSes, input: SendRawEmailCommandInput): string {
  const { Destinations = [], Tags = [], ConfigurationSetName = "" } = input;
  const tags = new Map(Tags.map(({ Name, Value }) => [Name, Value]));
  const mail: Asked = {
    reference: tags.get("reference") ?? "",
    id: tags.get("delivery") ?? "",
    type: tags.get("type") ?? "",
    to: Destinations.join(),
    configurationSet: ConfigurationSetName,
  };
  ses.refuse(mail);
  if (takenWithin(ses, 1_000) >= ses.most.aSecond) refused("Throttling", "Maximum sending rate exceeded.");
  if (takenToday(ses) >= ses.most.aDay) {
    refused("Throttling", "Daily message quota exceeded.");
  }
  const messageId = `0107-${ses.accepted.length}`;
  ses.accepted.push({ ...mail, messageId, at: ses.now().getTime() });
  return messageId;
}

function takenToday(ses: FakeSes): number {
  return takenWithin(ses, dayMilliseconds) + ses.byOthers;
}

function takenWithin({ accepted, now }: FakeSes, milliseconds: number): number {
  const since = now().getTime() - milliseconds;
  // In the order in which they were taken, which the clock does not turn back.
  return accepted.length - accepted.findLastIndex(({ at }) => at <= since) - 1;
}

/** How SES answers what it does not take. */
export function refused(name: string, message: string): never {
  throw Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
}

/** How it is while SES is not there. */
export function unreachable(): never {
  throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
}

/** What SES says of a mail that it took. */
export function eventOf(mail: Accepted, kind: "delivery" | "hardBounce") {
  const event = structuredClone(events[kind]);
  Object.assign(event.detail.mail, { messageId: mail.messageId, destination: [mail.to] });
  Object.assign(event.detail.mail.tags, {
    "ses:configuration-set": [mail.configurationSet],
    reference: [mail.reference],
    delivery: [mail.id],
    type: [mail.type],
  });
  return event;
}

/** The configuration sets that our mails go through, as the events name them. */
const [ordinary = "", urgent = ""] = ours.configurationSets;
export const configurationSets = { ordinary, urgent };
