import type { Delivery } from "../delivery.ts";
import type { Block } from "../document.ts";
import type { WitnessedHead } from "../evidence/witnessed-head.ts";
import type { Language } from "../language.ts";

/** The machine-readable side of a mail: whatever the schema that it names says. */
export type HandOver = {
  readonly $schema: string;
  /** Of a mail to a controller, where its chain ended when the mail was written. */
  readonly evidence?: WitnessedHead | undefined;
};

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
  /** It is attached as JSON, in a file named after the reference. */
  handOver?: HandOver;
};
