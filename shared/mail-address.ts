import { domainToASCII } from "node:url";

/** A text that was taken for a mail address is none. Does not repeat the text: it may be personal data. */
export class InvalidMailAddress extends Error {
  override name = "InvalidMailAddress";
}

/**
 * Whether the text is exactly one mailbox that SES can reach: an unquoted ASCII local part (RFC 5321 section
 * 4.1.2; SES takes no SMTPUTF8) and a domain name of at least two labels, which may be internationalised. At most
 * 254 code points, and 254 octets in ASCII form (RFC 3696, erratum 1690).
 */
export function isMailAddress(text: string): boolean {
  return parse(text) !== undefined;
}

/**
 * The address as it goes into an envelope: the domain in lower-case ASCII (RFC 5891), the local part untouched.
 * @throws InvalidMailAddress
 */
export function toAsciiAddress(text: string): string {
  const { local, domain } = parsed(text);
  return `${local}@${domain}`;
}

/**
 * The address's domain in lower-case ASCII.
 * @throws InvalidMailAddress
 */
export function domainOf(address: string): string {
  return parsed(address).domain;
}

/**
 * The address for people to read: an internationalised domain with its ASCII form, which no look-alike letter can forge.
 * @throws InvalidMailAddress
 */
export function legibleAddress(address: string): string {
  const ascii = toAsciiAddress(address);
  return ascii.toLowerCase() === address.toLowerCase() ? address : `${address} (${ascii})`;
}

/**
 * The address as it is compared with others to tell whether both may be the same mailbox: most mail servers pass over
 * capitals, many what follows a plus, some the dots. Never what mail is sent to.
 * @throws InvalidMailAddress
 */
export function comparableAddress(address: string): string {
  const { local, domain } = parsed(address);
  const parts = local.toLowerCase().replaceAll(".", "").split("+");
  const mailbox = parts.find((part) => part !== "") ?? local;
  return `${mailbox}@${domain}`;
}

type Mailbox = { local: string; domain: string };

function parsed(text: string): Mailbox {
  const mailbox = parse(text);
  if (!mailbox) throw new InvalidMailAddress("not a mail address");
  return mailbox;
}

const maxLength = 254;

// "%" is lawful but left out: it serves source routing (RFC 5321 appendix F.2 and its "percent hack"), and a mailto
// link decodes what follows it.
const dotAtom = /^[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$&'*+/=?^_`{|}~-]+)*$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function parse(text: string): Mailbox | undefined {
  if (text.length > 2 * maxLength || [...text].length > maxLength) return undefined;
  const at = text.indexOf("@");
  const local = text.slice(0, at);
  // An encoded word (RFC 2047) in a local part is lawful, and decoded by some readers into another address.
  if (at < 1 || local.length > 64 || !dotAtom.test(local) || local.includes("=?")) return undefined;
  const domain = toAsciiDomain(text.slice(at + 1));
  if (domain === undefined || local.length + 1 + domain.length > maxLength) return undefined;
  return { local, domain };
}

function toAsciiDomain(domain: string): string | undefined {
  // `domainToASCII` reads a whole URL authority: nothing but names may reach it.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return undefined;
  const ascii = domainToASCII(domain);
  const labels = ascii.split(".");
  const isName =
    labels.length > 1 && labels.every((part) => label.test(part)) && /[a-z]/.test(labels.at(-1) ?? "");
  return isName ? ascii : undefined;
}
