import MimeNode from "nodemailer/lib/mime-node";
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
  const root = new MimeNode(mail.handOver ? "multipart/mixed" : "multipart/alternative", nodeOptions);
  const content = mail.handOver ? root.createChild("multipart/alternative", nodeOptions) : root;
  addText(content, "text/plain", toText(mail.blocks));
  addText(content, "text/html", toHtml(subject, mail.language, mail.blocks));
  if (mail.handOver) attach(root, mail.reference, mail.handOver);
  root.addHeader({
    "X-Meldpunt-Reference": mail.reference,
    "X-Meldpunt-Type": mail.type,
    "Auto-Submitted": "auto-generated",
    "Content-Language": mail.language,
  });
  root.setHeader({ from, to, ...(mail.replyTo && { "reply-to": mail.replyTo }) });
  if (thread.length > 0) root.setHeader({ "in-reply-to": thread.at(-1), references: thread });
  root.setHeader("subject", subject);
  return root.build();
}

const nodeOptions = {
  // Typed text may hold "\n.\n", which a lenient mail server takes for the end of the mail.
  newline: "windows",
  disableFileAccess: true,
  disableUrlAccess: true,
};

function addText(parent: MimeNode, type: "text/plain" | "text/html", content: string): void {
  parent.createChild(`${type}; charset=utf-8`, nodeOptions).setContent(content);
}

function attach(parent: MimeNode, reference: string, handOver: HandOver): void {
  const filename = `${reference}.json`;
  parent
    .createChild("application/json", { ...nodeOptions, filename })
    .setHeader({ "Content-Disposition": "attachment", "Content-Transfer-Encoding": "base64" })
    .setContent(JSON.stringify(handOver, null, 2));
}

/**
 * The Message-ID that a mail arrives with: SES replaces ours by one made of the id that it answered. Not documented, but
 * what nodemailer's SES transport relies on too; should it change, mails are merely not shown as one thread.
 */
function messageIdField(messageId: string, region: string): string {
  return `<${messageId}@${region === "us-east-1" ? "email" : region}.amazonses.com>`;
}
