import { randomUUID } from "node:crypto";
import { fieldValue, joinMessage, replaceField, splitMessage } from "./header-fields.ts";
import { checkHeader, checkSenders, envelopeOf, invalidParameter, tagsOf } from "./mail-checks.ts";
import { type SendRawEmail, SesError } from "./query-api.ts";

/** What an SES account has set up. Identities are verified domains or addresses. */
export type SesAccount = {
  account: string;
  region: string;
  identities: readonly string[];
  configurationSets: ReadonlyMap<string, readonly string[]>;
};

/** A mail that SES has taken: its envelope and what else the call said. `source` as in the call, else `From`. */
type AcceptedMail = {
  messageId: string;
  acceptedAt: string;
  source: string;
  recipients: string[];
  configurationSet?: string | undefined;
  tags: Record<string, string>;
};

// SES Developer Guide, "Service quotas in Amazon SES": with the v1 API.
const maxMessageBytes = 10 * 1024 * 1024;

/**
 * Takes a mail as SES does: checks it, gives it an id and overrides `Message-ID` and `Date` (SES Developer Guide,
 * "Amazon SES header fields"). Every other byte of the message stays.
 * @param identify gives the id once the mail has been checked; it may refuse
 * @throws SesError with SES's own code
 */
export async function acceptMail(
  request: SendRawEmail,
  account: SesAccount,
  now: Date,
  identify: () => string | Promise<string> = () => createMessageId(now),
): Promise<{ mail: AcceptedMail; raw: Buffer }> {
  if (request.raw.length > maxMessageBytes) {
    throw invalidParameter(`Message length is more than ${maxMessageBytes} bytes long.`);
  }
  const { fields, body } = splitMessage(request.raw);
  checkHeader(fields);
  checkSenders(request, fields, account);
  checkConfigurationSet(request, account);
  const envelope = {
    source: request.source ?? fieldValue(fields, "From") ?? "",
    recipients: envelopeOf(request, fields),
    configurationSet: request.configurationSet,
    tags: tagsOf(request),
  };
  const mail = { messageId: await identify(), acceptedAt: now.toISOString(), ...envelope };
  const dated = replaceField(fields, "Date", toMailDate(now));
  const identified = replaceField(dated, "Message-ID", messageIdField(mail.messageId, account.region));
  return { mail, raw: joinMessage({ fields: identified, body }) };
}

function checkConfigurationSet({ configurationSet }: SendRawEmail, { configurationSets }: SesAccount): void {
  if (configurationSet === undefined || configurationSets.has(configurationSet)) return;
  const message = `Configuration set <${configurationSet}> does not exist.`;
  throw new SesError("ConfigurationSetDoesNotExist", message);
}

// The look of SES's ids: a prefix, milliseconds in hexadecimal, a UUID, a suffix.
function createMessageId(now: Date): string {
  return `0107${now.getTime().toString(16).padStart(12, "0")}-${randomUUID()}-000000`;
}

// As mails of SES are seen to arrive; its documentation does not say.
function messageIdField(messageId: string, region: string): string {
  return `<${messageId}@${region === "us-east-1" ? "email" : region}.amazonses.com>`;
}

// RFC 5322 section 3.3 asks for a numeric zone.
function toMailDate(now: Date): string {
  return now.toUTCString().replace("GMT", "+0000");
}
