import { randomCode } from "../../shared/codes.ts";
import { type Controller, contactsInTurn } from "../../shared/controller.ts";
import { type Delivery, leaseMilliseconds } from "../../shared/delivery.ts";
import type { WantedMail } from "../../shared/flow.ts";
import { deskLanguage } from "../../shared/language.ts";
import { toAsciiAddress } from "../../shared/mail-address.ts";
import { pendingSince } from "../../shared/pending.ts";
import { attentionSince } from "./delivery-store.ts";
import type { PostOffice, Shift } from "./post-office.ts";
import { linksToStatements } from "./statements-link.ts";
import { type Unsent, whyUnsent } from "./unsent.ts";

/** Mails as they are to be stored, and the controllers that could not be read: their mails are still to be planned. */
export type Plans = { deliveries: Delivery[]; unreadable: string[] };

/**
 * Plans mails: each goes to whom it is for at this moment. What is to be sent now is begun with its first attempt; the
 * rest waits for its time, or is never sent.
 */
export async function planMails(
  reference: string,
  mails: readonly WantedMail[],
  office: Shift,
): Promise<Plans> {
  const ids = mails.flatMap(({ to }) => ("controllerId" in to ? [to.controllerId] : []));
  const controllers = await office.readControllers(ids);
  const plans: Plans = { deliveries: [], unreadable: [] };
  for (const mail of mails) {
    const recipient = recipientOf(mail, office, controllers);
    if (recipient) {
      const unsent = await whyUnsent({ ...mail, ...recipient, reference }, office);
      plans.deliveries.push(toDelivery(reference, mail, recipient, office.now(), unsent));
    } else if ("controllerId" in mail.to) plans.unreadable.push(mail.to.controllerId);
  }
  return plans;
}

/** Whom a mail goes to at this moment; undefined where its controller cannot be read. */
export async function recipientNow(mail: WantedMail, office: PostOffice): Promise<Recipient | undefined> {
  const ids = "controllerId" in mail.to ? [mail.to.controllerId] : [];
  return recipientOf(mail, office, await office.readControllers(ids));
}

type Recipient = Pick<Delivery, "to" | "language" | "type" | "controllerId" | "controllerVersion">;

function recipientOf(
  { to, type, about }: WantedMail,
  { desks }: PostOffice,
  controllers: ReadonlyMap<string, Controller>,
): Recipient | undefined {
  const of = about === undefined ? {} : { controllerId: about };
  if ("address" in to) return { to: to.address, language: to.language, type, ...of };
  if (!("controllerId" in to)) return { to: desks[to.desk], language: deskLanguage, type, ...of };
  const controller = controllers.get(to.controllerId);
  if (!controller) return undefined;
  const { id: controllerId, version: controllerVersion, language } = controller;
  const contact = nextContact(controller, to.tried ?? []);
  const recipient = { controllerId, controllerVersion };
  if (contact !== undefined) return { to: contact, language, type, ...recipient };
  return { to: desks[to.desk ?? "privacy"], language: deskLanguage, type: "desk", ...recipient };
}

/** The first contact that was not tried yet, in ASCII; an address that was put right since counts as a new one. */
function nextContact(controller: Controller, tried: readonly string[]): string | undefined {
  const before = new Set(tried.map((address) => address.toLowerCase()));
  const addresses = contactsInTurn(controller).map(toAsciiAddress);
  return addresses.find((address) => !before.has(address.toLowerCase()));
}

function toDelivery(
  reference: string,
  mail: WantedMail,
  recipient: Recipient,
  now: Date,
  unsent: Unsent | undefined,
): Delivery {
  const { id, to, urgent, notBefore } = mail;
  return {
    v: 1,
    kind: "delivery",
    reference,
    id,
    ...(urgent && { urgent }),
    ...recipient,
    ...(isLinked(mail, recipient) && { token: randomCode() }),
    createdAt: now.toISOString(),
    // What comes to a desk instead of to a controller is not settled by arriving there.
    ...("controllerId" in to && recipient.type === "desk" && attentionSince(now)),
    ...beginning(reference, notBefore, now, unsent),
  };
}

/**
 * Whether a mail links to a page that its token opens. What comes to a desk instead of to a controller opens nothing, but
 * the file that it tells of: nobody else is left who could download that.
 */
function isLinked({ type, linked, to }: WantedMail, recipient: Recipient): boolean {
  const isForController = recipient.type === "desk" && "controllerId" in to;
  return linksToStatements(recipient) || (linked === true && (!isForController || type === "attachment"));
}

function beginning(
  reference: string,
  notBefore: Date | undefined,
  now: Date,
  unsent: Unsent | undefined,
): Pick<Delivery, "state" | "attempt"> & Partial<Delivery> {
  if (unsent) return { ...unsent, attempt: 0 };
  return notBefore !== undefined && notBefore > now
    ? { state: "pending", attempt: 0, ...pendingSince(reference, notBefore) }
    : { state: "sending", attempt: 1, ...lease(reference, now) };
}

/** What an attempt that begins now writes: it owns the delivery until its lease is over, and then it is due again. */
export function lease(reference: string, now: Date) {
  const until = new Date(now.getTime() + leaseMilliseconds);
  return { leaseUntil: until.toISOString(), ...pendingSince(reference, until) };
}
