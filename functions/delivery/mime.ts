import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { toHtml, toText } from "../../shared/mail/document.ts";
import type { Mail } from "../../shared/mail/mail.ts";

/**
 * A mail as SES takes it (RFC 5322, MIME). `Auto-Submitted` (RFC 3834) keeps answering machines from answering.
 *
 * @param from the sender of the settings
 * @param to the recipient, one address in ASCII
 */
export async function toMime(mail: Mail, from: string, to: string): Promise<Uint8Array> {
  const subject = `[${mail.reference}] ${mail.subject}`;
  const composer = new MailComposer({
    from,
    to,
    ...(mail.replyTo && { replyTo: mail.replyTo }),
    subject,
    text: toText(mail.blocks),
    html: toHtml(subject, mail.language, mail.blocks),
    attachments: mail.attachments?.map((attachment) => ({ ...attachment, encoding: "utf8" })) ?? [],
    headers: {
      "X-Meldpunt-Reference": mail.reference,
      "X-Meldpunt-Type": mail.type,
      "Auto-Submitted": "auto-generated",
      "Content-Language": mail.language,
    },
    // Typed text may hold "\n.\n", which a lenient mail server takes for the end of the mail.
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
