import type { Delivery } from "../../shared/delivery.ts";
import type { WantedMail } from "../../shared/flow.ts";
import { log } from "../../shared/log.ts";
import { comparableAddress } from "../../shared/mail-address.ts";
import type { Shift } from "./post-office.ts";

/** A delivery that is stored and never sent, and why. */
export type Unsent = { state: "capped" | "digested"; reason: string };

/** A mail and whom it goes to. */
type Addressed = Pick<WantedMail, "id" | "notBefore" | "mayBeDigested" | "vouched"> &
  Pick<Delivery, "reference" | "to" | "type" | "controllerId">;

/**
 * Whether a mail is not to be sent at all; undefined where it is. An acknowledgement goes to an address that anybody may
 * have typed: it must not become a weapon, nor a loop. Of what comes to a desk in a flood it is told all together; what is
 * not to be sent before some time is no part of a flood yet.
 */
export async function whyUnsent(mail: Addressed, office: Shift): Promise<Unsent | undefined> {
  const { reference, id, type, notBefore } = mail;
  if (type === "acknowledgement") {
    const reason = await whyCapped(mail, office);
    if (reason === undefined) return undefined;
    log("ACKNOWLEDGEMENT_CAPPED", { reference, reason });
    return { state: "capped", reason };
  }
  if (type !== "desk" || !mail.mayBeDigested) return undefined;
  if (notBefore !== undefined && notBefore > office.now()) return undefined;
  const desk = mail.to === office.desks.breach ? "breach" : "privacy";
  if (!(await office.digest({ reference, desk }))) return undefined;
  log("DELIVERY_DIGESTED", { reference, delivery: id });
  return { state: "digested", reason: "Flood" };
}

async function whyCapped(
  { to, controllerId, vouched }: Addressed,
  office: Shift,
): Promise<string | undefined> {
  const ours = [office.sender, ...Object.values(office.desks)].map(comparableAddress);
  if (ours.includes(comparableAddress(to))) return "OwnAddress";
  if (!(await office.allowance.admitsAcknowledgement())) return "Quota";
  if (vouched || (await office.countAcknowledgement(to, controllerId))) return undefined;
  return "Address";
}
