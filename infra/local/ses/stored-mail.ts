import { type ParsedMail, simpleParser } from "mailparser";
import { addressesIn, splitMessage, unfoldedValue } from "./header-fields.ts";
import type { MessageRecord } from "./message-store.ts";

/**
 * A mail as `GET /store` gives it: addresses bare, `subject`, `text` and `html` decoded to Unicode ("" when absent),
 * headers unfolded and otherwise as sent, in order; the content of attachments in base64.
 */
export type StoredMail = {
  messageId: string;
  at: string;
  from: string;
  replyTo: string[];
  destination: { to: string[]; cc: string[]; bcc: string[] };
  subject: string;
  headers: [name: string, value: string][];
  body: { text: string; html: string };
  attachments: { filename: string; contentType: string; content: string }[];
};

/** Decodes a message. What no parser can take apart is shown whole, as its text. */
export async function decodeMail(record: MessageRecord, raw: Buffer): Promise<StoredMail> {
  const { fields } = splitMessage(raw);
  const parsed = await parse(raw);
  return {
    messageId: record.messageId,
    at: record.acceptedAt,
    from: addressesIn(fields, "From")[0] ?? "",
    replyTo: addressesIn(fields, "Reply-To"),
    destination: destinationOf(record.recipients, addressesIn(fields, "To"), addressesIn(fields, "Cc")),
    subject: parsed.subject ?? "",
    headers: fields.map((field) => [field.name, unfoldedValue(field)]),
    body: { text: parsed.text ?? "", html: parsed.html || "" },
    attachments: parsed.attachments.map(({ filename, contentType, content }) => ({
      filename: filename ?? "",
      contentType: contentType ?? "application/octet-stream",
      content: content.toString("base64"),
    })),
  };
}

/** The envelope's recipients, by the header field that names them; who is in neither To nor Cc got a blind copy. */
export function destinationOf(
  recipients: readonly string[],
  to: readonly string[],
  cc: readonly string[],
): StoredMail["destination"] {
  const isNamedIn = (field: readonly string[]) => {
    const named = new Set(field.map((address) => address.toLowerCase()));
    return (recipient: string) => named.has(recipient.toLowerCase());
  };
  const [isInTo, isInCc] = [isNamedIn(to), isNamedIn(cc)];
  return {
    to: recipients.filter(isInTo),
    cc: recipients.filter((recipient) => !isInTo(recipient) && isInCc(recipient)),
    bcc: recipients.filter((recipient) => !isInTo(recipient) && !isInCc(recipient)),
  };
}

async function parse(raw: Buffer): Promise<ParsedMail> {
  try {
    return await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, keepCidLinks: true });
  } catch {
    return { text: raw.toString("utf8"), attachments: [] };
  }
}
