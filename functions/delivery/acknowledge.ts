import { isToken } from "../../shared/codes.ts";
import type { Delivery } from "../../shared/delivery.ts";
import { log } from "../../shared/log.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import { settled } from "./delivery-store.ts";
import type { PostOffice } from "./post-office.ts";

/** Reads a delivery of a case; undefined when there is none. */
export type ReadDelivery = (reference: string, id: string) => Promise<Delivery | undefined>;

/** What acknowledging needs of the world. */
export type AcknowledgeDependencies = Pick<PostOffice, "move" | "now"> & { readDelivery: ReadDelivery };

/** What a link in a mail names: the mail, by the reference of its case as `readReference` gives it and its id, and a token. */
export type MailLink = { reference: string; id: string; token: string };

/** The mails whose links acknowledge them. The link in any other mail shows something, and says nothing. */
export const acknowledgeable: readonly Delivery["type"][] = ["request", "breach-notice"];

/**
 * The mail that a link stands in. Nothing else of its case is read.
 * @throws Refusal `not_found` for a mail that there is none of, or no more, and for a wrong token: all the same
 */
export async function linkedMail(
  { reference, id, token }: MailLink,
  readDelivery: ReadDelivery,
): Promise<Delivery> {
  const delivery = await orUnavailable(readDelivery(reference, id));
  if (!delivery || !isToken(token, delivery.token)) throw new Refusal("not_found");
  return delivery;
}

/**
 * The mail to a controller that a link stands in, as it is.
 * @throws Refusal as `linkedMail`, also for a link that acknowledges nothing
 */
export async function mailToAcknowledge(link: MailLink, readDelivery: ReadDelivery): Promise<Delivery> {
  const delivery = await linkedMail(link, readDelivery);
  if (!acknowledgeable.includes(delivery.type)) throw new Refusal("not_found");
  return delivery;
}

/**
 * Somebody at the controller says that the mail was read. The first time counts, and stays.
 * @returns the mail, acknowledged
 * @throws Refusal as `mailToAcknowledge`, or `not_stored`
 */
export async function acknowledge(
  link: MailLink,
  { readDelivery, move, now }: AcknowledgeDependencies,
): Promise<Delivery> {
  const { reference, id, state, createdAt } = await mailToAcknowledge(link, readDelivery);
  const at = now().toISOString();
  const moved =
    state !== "acknowledged" &&
    (await orUnavailable(
      move({ reference, id }, "acknowledge", {
        set: { acknowledgedAt: at, reason: null, ...settled },
        // When it was delivered is for SES to say: a period of the controller runs from then. Where not even its sending
        // was written down, it was not sent before it was planned: the cautious date.
        defaults: { acceptedAt: createdAt },
      }),
    ));
  if (!moved) return mailToAcknowledge(link, readDelivery);
  log("DELIVERY_ACKNOWLEDGED", { reference, delivery: id });
  return moved;
}
