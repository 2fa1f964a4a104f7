import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { toText } from "../../shared/document.ts";
import type { HandOver, Mail } from "../../shared/mail/mail.ts";
import { toHtml } from "../../shared/mail/to-html.ts";

/**
 * A mail as SES takes it (RFC 5322, MIME). `Auto-Submitted` (RFC 3834) keeps answering machines from answering.
 *
 * @param from the sender of the settings
 * @param to the recipient, one address in ASCII
 * @param region the Region of SES, which is part of the Message-ID that it gives each mail
 */
export async function toMime(
  mail: Mail,
  { from, to, region }: { from: string; to: string; region: string },
): Promise<Uint8Array> {
  const thread = mail.thread?.map((messageId) => messageIdField(messageId, region)) ?? [];
  const subject = `[${mail.reference}] ${mail.subject}`;
  const composer = new MailComposer({
    from,
    to,
    ...(mail.replyTo && { replyTo: mail.replyTo }),
    ...(thread.length > 0 && { inReplyTo: thread.at(-1), references: thread }),
    subject,
    text: toText(mail.blocks),
    html: toHtml(subject, mail.language, mail.blocks),
    attachments: mail.handOver ? [attachmentOf(mail.reference, mail.handOver)] : [],
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

function attachmentOf(reference: string, handOver: HandOver) {
  return {
    filename: `${reference}.json`,
    contentType: "application/json",
    content: JSON.stringify(handOver, null, 2),
    encoding: "utf8",
  } as const;
}

/**
 * The Message-ID that a mail arrives with: SES replaces ours by one made of the id that it answered. Not documented, but
 * what nodemailer's SES transport relies on too; should it change, mails are merely not shown as one thread.
 */
function messageIdField(messageId: string, region: string): string {
  return `<${messageId}@${region === "us-east-1" ? "email" : region}.amazonses.com>`;
}
