import {
  backoff,
  type Delivery,
  type DeliveryPlan,
  isDue,
  isLeased,
  leaseMilliseconds,
  silenceMilliseconds,
} from "../../shared/delivery.ts";
import type { Correspondence } from "../../shared/flow.ts";
import { log } from "../../shared/log.ts";
import { pendingSince } from "../../shared/pending.ts";
import { type SendResult, sendMilliseconds } from "./mailer.ts";
import { toMime } from "./mime.ts";
import type { Flows, PostOffice } from "./post-office.ts";

/** An item that no flow can read: of a kind or a version that this release does not know. It stays where it is. */
export class UnreadableCase extends Error {
  override name = "UnreadableCase";
}

/**
 * What became of one delivery: `sent` just now, to be tried again `later`, `leased` by another attempt, or `idle`,
 * because there was nothing to do.
 */
export type Step = "sent" | "later" | "leased" | "idle";

/** Reads a case out of its item, by the flow it belongs to. */
export function openCase(flows: Flows, item: unknown): Correspondence {
  const kind = typeof item === "object" && item !== null && "kind" in item ? String(item.kind) : "";
  const flow = Object.hasOwn(flows, kind) ? flows[kind] : undefined;
  if (!flow) throw new UnreadableCase("no flow owns this item");
  try {
    return flow(item);
  } catch (cause) {
    throw new UnreadableCase("the item is not as its flow stores it", { cause });
  }
}

/**
 * Plans the deliveries of a new case, stores them with the first attempt begun, and sends them. Where somebody had
 * planned them before, finishes what that one did not.
 */
export async function beginCase(of: Correspondence, office: PostOffice): Promise<Step[]> {
  const plans = await of.plan(office);
  const deliveries = plans.map((plan) => begin(plan, of.reference, office.now()));
  if (!(await office.fanOut(of.reference, deliveries))) {
    const dossier = await office.readDossier(of.reference);
    return inTurn(dossier?.deliveries ?? [], (delivery) => resume(of, delivery, office));
  }
  log("CASE_FANNED_OUT", { reference: of.reference, deliveries: deliveries.length });
  return inTurn(deliveries, (delivery) => send(of, delivery, office));
}

/** Does what is due of a case: all of it when nothing was planned yet, else each delivery that nobody is sending. */
export async function finishCase(reference: string, office: PostOffice): Promise<Step[]> {
  const dossier = await office.readDossier(reference);
  if (!dossier) return [];
  const of = openCase(office.flows, dossier.case);
  if (dossier.deliveries.length === 0) return beginCase(of, office);
  return inTurn(dossier.deliveries, (delivery) => resume(of, delivery, office));
}

/**
 * One mail after the other: a crash leaves at most one of them in doubt, and none is still on its way when this
 * returns. What went wrong with one is thrown once the others have had their turn.
 */
async function inTurn(
  deliveries: readonly Delivery[],
  carry: (delivery: Delivery) => Promise<Step>,
): Promise<Step[]> {
  const steps: Step[] = [];
  const errors: unknown[] = [];
  for (const delivery of deliveries) {
    await carry(delivery).then(
      (step) => steps.push(step),
      (error: unknown) => errors.push(error),
    );
  }
  if (errors.length > 0) throw errors[0];
  return steps;
}

function begin(plan: DeliveryPlan, reference: string, now: Date): Delivery {
  const createdAt = now.toISOString();
  return {
    v: 1,
    kind: "delivery",
    reference,
    ...plan,
    createdAt,
    state: "sending",
    attempt: 1,
    ...lease(reference, now),
  };
}

/** A claimed delivery is due again when its lease is over. */
function lease(reference: string, now: Date) {
  const until = new Date(now.getTime() + leaseMilliseconds);
  return { leaseUntil: until.toISOString(), ...pendingSince(reference, until) };
}

async function resume(of: Correspondence, delivery: Delivery, office: PostOffice): Promise<Step> {
  const now = office.now();
  const { reference, id, state } = delivery;
  if (isLeased(delivery, now)) return "leased";
  if (state === "accepted" && (delivery.pendingAt ?? "") <= now.toISOString()) {
    log("DELIVERY_SILENT", { reference, delivery: id });
  }
  if (!isDue(delivery, now)) return state === "pending" ? "later" : "idle";
  const claimed = await claim(delivery, office);
  return claimed ? send(of, claimed, office) : "leased";
}

/** Begins the next attempt; undefined when somebody else has begun it. */
function claim({ reference, id, attempt }: Delivery, office: PostOffice): Promise<Delivery | undefined> {
  const set = { attempt: attempt + 1, ...lease(reference, office.now()) };
  return office.move({ reference, id, attempt }, "claim", { set });
}

async function send(of: Correspondence, delivery: Delivery, office: PostOffice): Promise<Step> {
  const raw = await toMime(of.compose(delivery, office.publicUrl), office.sender, delivery.to);
  // Much time may have passed since the claim: a slow write, a slow mail before this one, a process held still.
  const end = new Date(office.now().getTime() + sendMilliseconds);
  const owned = isLeased(delivery, end) ? delivery : await claim(delivery, office);
  if (!owned) return "leased";
  const { reference, id, to } = owned;
  return settle(owned, await office.mailer({ raw, to, reference, deliveryId: id }), office);
}

/** Writes down what became of an attempt. Its number fences it: when another has begun, this one writes nothing. */
async function settle(
  { reference, id, attempt }: Delivery,
  result: SendResult,
  office: PostOffice,
): Promise<Step> {
  const now = office.now();
  const key = { reference, id, attempt };
  const logged = { reference, delivery: id, attempt };
  switch (result.kind) {
    case "accepted": {
      const silentFrom = new Date(now.getTime() + silenceMilliseconds);
      const accepted = {
        messageId: result.messageId,
        acceptedAt: now.toISOString(),
        ...pendingSince(reference, silentFrom),
      };
      // Where SES's event came first, or another attempt has begun, nothing is written: the mail is out all the same.
      await office.move(key, "accept", { set: { ...accepted, leaseUntil: null, reason: null } });
      log("DELIVERY_ACCEPTED", logged);
      return "sent";
    }
    case "refused": {
      const undelivered = { undeliveredAt: now.toISOString(), reason: result.reason };
      await office.move(key, "refuse", {
        set: { ...undelivered, leaseUntil: null, pendingShard: null, pendingAt: null },
      });
      log("DELIVERY_REFUSED", { ...logged, reason: result.reason });
      return "idle";
    }
    case "postponed": {
      const again = new Date(now.getTime() + backoff(attempt, office.random()));
      const postponed = { reason: result.reason, leaseUntil: null, ...pendingSince(reference, again) };
      await office.move(key, "postpone", { set: postponed });
      log("DELIVERY_POSTPONED", { ...logged, reason: result.reason });
      return "later";
    }
    case "unknown":
      // SES may have taken it: the lease keeps everybody else from sending it at once.
      log("DELIVERY_UNKNOWN", { ...logged, reason: result.reason });
      return "later";
  }
}
