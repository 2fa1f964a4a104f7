import type { Delivery } from "../delivery.ts";
import type { Block } from "../document.ts";
import type { Language } from "../language.ts";

/** A file that goes with a mail. */
export type MailAttachment = { filename: string; contentType: string; content: string };

/** A mail as a flow composes it. Who sends it and to whom is not its matter: that never comes from input. */
export type Mail = {
  reference: string;
  type: Delivery["type"];
  language: Language;
  /** What follows `[<reference>]` in the subject; never what somebody typed. */
  subject: string;
  /** Whom an answer goes to: one address in ASCII. */
  replyTo?: string;
  /** The ids that SES gave to the earlier mails of the same thread, oldest first. */
  thread?: readonly string[];
  blocks: readonly Block[];
  attachments?: readonly MailAttachment[];
};
