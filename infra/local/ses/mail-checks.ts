import { addressesIn, type HeaderField, parseAddresses } from "./header-fields.ts";
import { type SendRawEmail, SesError } from "./query-api.ts";

/** SES's refusal of a parameter that is not as its documentation wants it. */
export function invalidParameter(message: string): SesError {
  return new SesError("InvalidParameterValue", message);
}

// RFC 5322 section 3.6: at most once each.
const uniqueFields = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Message-ID", "Date", "Subject"];

/** @throws SesError when a field is missing, or there twice, without which SES takes no mail */
export function checkHeader(fields: readonly HeaderField[]): void {
  if (addressesIn(fields, "From").length === 0) throw invalidParameter("Missing required header 'From'.");
  for (const unique of uniqueFields) {
    const count = fields.filter(({ name }) => name.toLowerCase() === unique.toLowerCase()).length;
    if (count > 1) throw invalidParameter(`Duplicate header '${unique}'.`);
  }
}

/**
 * Every sender's address must be, or be under, a verified identity: an address, or a domain with its subdomains
 * (SES Developer Guide, "Verified identities").
 * @throws SesError
 */
export function checkSenders(
  request: SendRawEmail,
  fields: readonly HeaderField[],
  account: { identities: readonly string[]; region: string },
): void {
  const senders = new Set([
    ...parseAddresses(request.source ?? ""),
    ...addressesIn(fields, "From"),
    ...addressesIn(fields, "Sender"),
  ]);
  const failed = [...senders].filter(
    (sender) => !account.identities.some((identity) => covers(identity, sender)),
  );
  if (failed.length === 0) return;
  const message =
    "Email address is not verified. The following identities failed the check in region " +
    `${account.region.toUpperCase()}: ${failed.join(", ")}`;
  throw new SesError("MessageRejected", message);
}

/** Whether that verified identity lets a sender be who it says: the address itself, or its domain. */
export function covers(identity: string, sender: string): boolean {
  const [verified, address] = [identity.toLowerCase(), sender.toLowerCase()];
  if (verified.includes("@")) return address === verified;
  return address.endsWith(`@${verified}`) || address.endsWith(`.${verified}`);
}

// SES Developer Guide, "Service quotas in Amazon SES".
const maxRecipients = 50;

/**
 * The envelope: the destinations of the call, else the addresses in To, Cc and Bcc.
 * @throws SesError when there is none, there are too many, or one is no address SES can reach
 */
export function envelopeOf(request: SendRawEmail, fields: readonly HeaderField[]): string[] {
  const recipients =
    request.destinations.length > 0
      ? request.destinations.map(singleAddress)
      : ["To", "Cc", "Bcc"].flatMap((name) => addressesIn(fields, name));
  if (recipients.length === 0)
    throw invalidParameter("Neither Destinations nor To, Cc or Bcc name a recipient.");
  if (recipients.length > maxRecipients) throw invalidParameter(`Recipient count exceeds ${maxRecipients}.`);
  if (!recipients.every(isReachable))
    throw invalidParameter("A recipient is no mail address that SES can reach.");
  return recipients;
}

function singleAddress(destination: string): string {
  const [address = "", ...others] = parseAddresses(destination);
  if (others.length > 0) throw invalidParameter("A destination holds more than one address.");
  return address;
}

// Without SMTPUTF8: an ASCII local part, an internationalised domain as punycode.
function isReachable(address: string): boolean {
  return /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(address);
}

// SES API Reference, MessageTag.
const tagText = /^[A-Za-z0-9_-]{1,256}$/;

/** The message tags by name. @throws SesError when a name or a value holds what SES does not take */
export function tagsOf(request: SendRawEmail): Record<string, string> {
  if (!request.tags.every(({ name, value }) => tagText.test(name) && tagText.test(value))) {
    throw invalidParameter("Names and values of tags are 1 to 256 ASCII letters, digits, '_' or '-'.");
  }
  return Object.fromEntries(request.tags.map(({ name, value }) => [name, value]));
}
