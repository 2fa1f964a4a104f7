import type { Delivery } from "./delivery.ts";
import type { Block } from "./document.ts";
import type { Language } from "./language.ts";
import type { Mail } from "./mail/mail.ts";

/** The desks of the processor. */
export type Desk = "privacy" | "breach";

/**
 * To whom a mail goes: a controller's first contact at the moment the mail is planned, a desk, or an address in ASCII.
 * With `tried`, the first contact that is none of these addresses, and the desk where there is no such contact.
 */
export type Addressee =
  | { controllerId: string; tried?: readonly string[]; desk?: Desk }
  | { desk: Desk }
  | { address: string; language: Language };

/**
 * What happens where a mail to a controller does not arrive, or is not acknowledged: the next contact gets it, then the
 * one after that, and at last a desk.
 */
export type Escalation = {
  desk: Desk;
  /** Until when it has to be acknowledged, given when SES took it; for ever when absent. */
  acknowledgeBy?: (acceptedAt: Date) => Date;
};

/** A mail that a case asks for. */
export type WantedMail = Pick<Delivery, "id" | "type" | "urgent"> & {
  to: Addressee;
  /** The controller that a mail to somebody else is about. */
  about?: string;
  /** It links to a page that a token of its own opens; see `Delivery.token`. */
  linked?: true;
  /** It is not sent before; at once when absent. */
  notBefore?: Date;
  /** Only of a mail to a controller; without it nobody else is told. */
  escalates?: Escalation;
  /** Of an acknowledgement: somebody whom we know asked for it, so that nobody else's mailbox is filled by it. */
  vouched?: true;
  /** Where very many such mails go to a desk, it is told of them all together. */
  mayBeDigested?: true;
};

/** What is known at the moment of planning or writing: the case's deliveries by their id, and the time. */
export type Moment = { deliveries: ReadonlyMap<string, Delivery>; now: Date };

/** A case as the deliveries see it: which mails it asks for, and what each of them says. */
export type Correspondence = {
  reference: string;
  /** In the order in which they are sent. What waits for its time, or for a desk, is cancelled once it is not among them. */
  wants: (moment: Moment) => WantedMail[];
  /** Writes a mail, also one that is no longer wanted. `publicUrl` is the root of the public API, for links. */
  compose: (delivery: Delivery, moment: Moment & { publicUrl: string }) => Mail;
  /** What a desk has to know besides, that gets a mail because it reaches none of the controller's contacts. */
  forDesk?: (delivery: Delivery, moment: Moment) => readonly Block[];
};

/**
 * Reads a case out of its item and the entries beside it, oldest first. Throws when one is none of this flow, or of a
 * version it does not know.
 */
export type Flow = (item: unknown, entries: readonly unknown[]) => Correspondence;
