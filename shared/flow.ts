import type { Controller } from "./controller.ts";
import type { Delivery, DeliveryPlan } from "./delivery.ts";
import type { Mail } from "./mail/mail.ts";

/** What a flow may ask when it plans the deliveries of a case. */
export type Directory = {
  readController: (id: string) => Promise<Controller | undefined>;
  privacyDesk: string;
};

/** A case as the deliveries see it: which mails it asks for, and what each of them says. */
export type Correspondence = {
  reference: string;
  plan: (directory: Directory) => Promise<DeliveryPlan[]>;
  /** @param publicUrl the root of the public API, for links */
  compose: (delivery: Delivery, publicUrl: string) => Mail;
};

/** Reads a case out of its item. Throws when the item is none of this flow, or of a version it does not know. */
export type Flow = (item: unknown) => Correspondence;
