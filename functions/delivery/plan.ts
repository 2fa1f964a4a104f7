import { randomCode } from "../../shared/codes.ts";
import { type Controller, privacyContact } from "../../shared/controller.ts";
import { type Delivery, leaseMilliseconds } from "../../shared/delivery.ts";
import type { WantedMail } from "../../shared/flow.ts";
import { deskLanguage } from "../../shared/language.ts";
import { toAsciiAddress } from "../../shared/mail-address.ts";
import { pendingSince } from "../../shared/pending.ts";
import type { PostOffice } from "./post-office.ts";

/** Mails as they are to be stored, and the controllers that could not be read: their mails are still to be planned. */
export type Plans = { deliveries: Delivery[]; unreadable: string[] };

/**
 * Plans mails: each goes to whom it is for at this moment. What is to be sent now is begun with its first attempt; the
 * rest waits for its time.
 */
export async function planMails(
  reference: string,
  mails: readonly WantedMail[],
  office: PostOffice,
): Promise<Plans> {
  const ids = mails.flatMap(({ to }) => ("controllerId" in to ? [to.controllerId] : []));
  const controllers = await office.readControllers(ids);
  const now = office.now();
  const plans: Plans = { deliveries: [], unreadable: [] };
  for (const mail of mails) {
    const recipient = recipientOf(mail, office, controllers);
    if (recipient) plans.deliveries.push(toDelivery(reference, mail, recipient, now));
    else if ("controllerId" in mail.to) plans.unreadable.push(mail.to.controllerId);
  }
  return plans;
}

/** Whom a mail goes to at this moment; undefined where its controller cannot be read. */
export async function recipientNow(mail: WantedMail, office: PostOffice): Promise<Recipient | undefined> {
  const ids = "controllerId" in mail.to ? [mail.to.controllerId] : [];
  return recipientOf(mail, office, await office.readControllers(ids));
}

type Recipient = Pick<Delivery, "to" | "language" | "controllerId" | "controllerVersion">;

function recipientOf(
  { to, about }: WantedMail,
  { desks }: PostOffice,
  controllers: ReadonlyMap<string, Controller>,
): Recipient | undefined {
  const of = about === undefined ? {} : { controllerId: about };
  if ("desk" in to) return { to: desks[to.desk], language: deskLanguage, ...of };
  if ("address" in to) return { to: to.address, language: to.language, ...of };
  const controller = controllers.get(to.controllerId);
  return (
    controller && {
      to: toAsciiAddress(privacyContact(controller)),
      language: controller.language,
      controllerId: controller.id,
      controllerVersion: controller.version,
    }
  );
}

function toDelivery(
  reference: string,
  { id, type, urgent, linked, notBefore }: WantedMail,
  recipient: Recipient,
  now: Date,
): Delivery {
  const isLater = notBefore !== undefined && notBefore > now;
  return {
    v: 1,
    kind: "delivery",
    reference,
    id,
    type,
    ...(urgent && { urgent }),
    ...recipient,
    ...(linked && { token: randomCode() }),
    createdAt: now.toISOString(),
    ...(isLater
      ? { state: "pending", attempt: 0, ...pendingSince(reference, notBefore) }
      : { state: "sending", attempt: 1, ...lease(reference, now) }),
  };
}

/** What an attempt that begins now writes: it owns the delivery until its lease is over, and then it is due again. */
export function lease(reference: string, now: Date) {
  const until = new Date(now.getTime() + leaseMilliseconds);
  return { leaseUntil: until.toISOString(), ...pendingSince(reference, until) };
}
