import {
  backoff,
  type Delivery,
  isDue,
  isLeased,
  isScheduled,
  silenceMilliseconds,
} from "../../shared/delivery.ts";
import type { Correspondence, WantedMail } from "../../shared/flow.ts";
import { log } from "../../shared/log.ts";
import { pendingSince } from "../../shared/pending.ts";
import { caseSortKey } from "../../shared/table.ts";
import { settled } from "./delivery-store.ts";
import { type SendResult, sendMilliseconds } from "./mailer.ts";
import { toMime } from "./mime.ts";
import { lease, planMails, recipientNow } from "./plan.ts";
import { type Flows, hasTime, type Shift } from "./post-office.ts";

/** An item that no flow can read: of a kind or a version that this release does not know. It stays where it is. */
export class UnreadableCase extends Error {
  override name = "UnreadableCase";
}

/**
 * What became of one delivery: `sent` just now, to be tried again `later`, `throttled` because SES takes not even what
 * is urgent at this rate, `leased` by another attempt, or `idle`, because there was nothing to do.
 */
export type Step = "sent" | "later" | "throttled" | "leased" | "idle";

/** A case on the desk: what it asks for, its deliveries as far as they are stored, and what marks it as unplanned. */
type CaseFile = {
  of: Correspondence;
  edition: number | undefined;
  deliveries: Map<string, Delivery>;
  unplanned: readonly string[];
};

/** Reads a case out of its item and its entries, by the flow it belongs to. */
export function openCase(flows: Flows, item: unknown, entries: readonly unknown[] = []): Correspondence {
  const kind = typeof item === "object" && item !== null && "kind" in item ? String(item.kind) : "";
  const flow = Object.hasOwn(flows, kind) ? flows[kind] : undefined;
  if (!flow) throw new UnreadableCase("no flow owns this item");
  try {
    return flow(item, entries);
  } catch (cause) {
    throw new UnreadableCase("the item is not as its flow stores it", { cause });
  }
}

/** Does what a new case asks for. Where somebody did so before, finishes what that one did not. */
export function beginCase(of: Correspondence, office: Shift): Promise<Step[]> {
  return carryOut({ of, edition: undefined, deliveries: new Map(), unplanned: [caseSortKey] }, office);
}

/** Does what is due of a case: plans what it asks for and is not stored yet, and sends what nobody is sending. */
export async function finishCase(reference: string, office: Shift): Promise<Step[]> {
  const dossier = await office.readDossier(reference);
  if (!dossier) return [];
  const { edition, entries, unplanned } = dossier;
  const of = openCase(office.flows, dossier.case, entries);
  const deliveries = new Map(dossier.deliveries.map((delivery) => [delivery.id, delivery]));
  return carryOut({ of, edition, deliveries, unplanned }, office);
}

async function carryOut(file: CaseFile, office: Shift): Promise<Step[]> {
  const { of, deliveries } = file;
  const now = office.now();
  const wanted = of.wants({ deliveries, now });
  const byId = new Map(wanted.map((mail) => [mail.id, mail]));
  const stored = wanted.flatMap(({ id }) => deliveries.get(id) ?? []);
  const unwanted = [...deliveries.values()].filter(({ id }) => !byId.has(id));
  const missing = wanted.filter(({ id }) => !deliveries.has(id));
  const [ahead, due] = partition(missing, ({ notBefore }) => notBefore !== undefined && notBefore > now);
  // What lies ahead is stored first: a mail that is due may be all that brings this case back here.
  const acts = [
    () => begin(file, ahead, [], office),
    () => inTurn(stored, (delivery) => resume(file, delivery, office, byId.get(delivery.id)), office),
    () => inTurn(unwanted, (delivery) => drop(file, delivery, office), office),
    () => begin(file, due, file.unplanned, office),
  ];
  const outcome: Outcome = { steps: [], errors: [] };
  for (const act of acts) {
    const { steps, errors, isOvertaken } = await act();
    outcome.steps.push(...steps);
    outcome.errors.push(...errors);
    // Somebody else is at it: what is there now tells what is left to do.
    if (isOvertaken) return [...outcome.steps, ...(await finishCase(of.reference, office))];
  }
  const [error] = outcome.errors;
  if (error) throw error;
  return outcome.steps;
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

/** What became of some deliveries, what went wrong with others, and whether somebody else had stored them. */
type Outcome = { steps: Step[]; errors: Error[]; isOvertaken?: boolean };

/**
 * One mail after the other: a crash leaves at most one of them in doubt, and none is still on its way when this
 * returns. What goes wrong with one does not hold up the others.
 */
async function inTurn(
  deliveries: readonly Delivery[],
  carry: (delivery: Delivery) => Promise<Step>,
  office: Shift,
): Promise<Outcome> {
  const outcome: Outcome = { steps: [], errors: [] };
  for (const delivery of deliveries) {
    if (!hasTime(office)) outcome.steps.push("later");
    else
      await carry(delivery).then(
        (step) => outcome.steps.push(step),
        (error: Error) => outcome.errors.push(error),
      );
  }
  return outcome;
}

/** How many deliveries are begun together: few enough that each is sent within the lease it begins with. */
const together = 20;

/** How many marks go in one transaction, which holds 100 items: there is one for each entry that nobody has planned. */
const marksTogether = 50;

/**
 * Stores the deliveries that are missing, some at a time, and sends those that are due. With the last of them `unplanned`
 * is planned, unless there is a controller that cannot be read.
 */
async function begin(
  file: CaseFile,
  missing: readonly WantedMail[],
  unplanned: readonly string[],
  office: Shift,
): Promise<Outcome> {
  const { reference } = file.of;
  const outcome: Outcome = { steps: [], errors: [] };
  if (missing.length + unplanned.length === 0) return outcome;
  let isPlanned = true;
  for (let n = 0; n === 0 || n < missing.length; n += together) {
    if (!hasTime(office)) return { ...outcome, steps: [...outcome.steps, "later"] };
    const { deliveries, unreadable } = await planMails(reference, missing.slice(n, n + together), office);
    for (const controllerId of unreadable) log("CONTROLLER_UNREADABLE", { reference, controllerId });
    outcome.steps.push(...unreadable.map(() => "later" as const));
    isPlanned &&= unreadable.length === 0;
    const isLast = n + together >= missing.length && isPlanned;
    const planned = isLast ? unplanned.slice(0, marksTogether) : [];
    if (!(await office.fanOut(reference, deliveries, planned, file.edition)))
      return { ...outcome, isOvertaken: true };
    for (const delivery of deliveries) file.deliveries.set(delivery.id, delivery);
    const begun = deliveries.filter(({ state }) => state === "sending");
    const { steps, errors } = await inTurn(begun, (delivery) => send(file, delivery, office), office);
    outcome.steps.push(...steps);
    outcome.errors.push(...errors);
  }
  for (let n = marksTogether; isPlanned && n < unplanned.length; n += marksTogether) {
    await office.fanOut(reference, [], unplanned.slice(n, n + marksTogether), file.edition);
  }
  log("CASE_FANNED_OUT", { reference, deliveries: missing.length });
  return outcome;
}

async function resume(file: CaseFile, delivery: Delivery, office: Shift, mail?: WantedMail): Promise<Step> {
  const now = office.now();
  const { reference, id, state } = delivery;
  if (isLeased(delivery, now)) return "leased";
  if (state === "accepted" && (delivery.pendingAt ?? "") <= now.toISOString()) {
    log("DELIVERY_SILENT", { reference, delivery: id });
  }
  if (!isDue(delivery, now)) return state === "pending" && !isScheduled(delivery) ? "later" : "idle";
  // What was planned long before may have got another recipient since: a corrected address is what it goes to.
  const recipient = mail && isScheduled(delivery) ? await recipientNow(mail, office) : undefined;
  const claimed = await claim(delivery, office, recipient);
  return claimed ? send(file, claimed, office) : "leased";
}

/**
 * A mail that nobody wants any more is not sent, where it was to wait for its time or only tells a desk what to do. Any
 * other is carried on with: what an older release does not know of may still be wanted.
 */
async function drop(file: CaseFile, delivery: Delivery, office: Shift): Promise<Step> {
  const { reference, id, type, state } = delivery;
  const isDroppable = state === "pending" && (isScheduled(delivery) || type === "desk");
  if (!isDroppable) return resume(file, delivery, office);
  const dropped = { pendingShard: null, pendingAt: null };
  const moved = await office.move({ reference, id }, "cancel", { set: dropped });
  if (moved) log("DELIVERY_CANCELLED", { reference, delivery: id });
  return "idle";
}

/** Begins the next attempt; undefined when somebody else has begun it. */
function claim(
  { reference, id, attempt }: Delivery,
  office: Shift,
  recipient: Partial<Delivery> = {},
): Promise<Delivery | undefined> {
  const set = { attempt: attempt + 1, ...recipient, ...lease(reference, office.now()) };
  return office.move({ reference, id, attempt }, "claim", { set });
}

/** How often an urgent mail is tried again at once, while SES takes no more at this rate. */
const patience = 6;

async function send(file: CaseFile, delivery: Delivery, office: Shift, tries = 1): Promise<Step> {
  const { deliveries } = file;
  const mail = file.of.compose(delivery, { deliveries, now: office.now(), publicUrl: office.publicUrl });
  const raw = await toMime(mail, { from: office.sender, to: delivery.to, region: office.region });
  // Much time may have passed since the claim: a slow write, a slow mail before this one, a process held still.
  const end = new Date(office.now().getTime() + sendMilliseconds);
  const owned = isLeased(delivery, end) ? delivery : await claim(delivery, office);
  if (!owned) return "leased";
  const { reference, id, to, urgent } = owned;
  const result = await office.mailer({ raw, to, reference, deliveryId: id });
  if (result.kind === "postponed" && result.isRate && urgent && tries < patience && hasTime(office)) {
    await office.wait(500 + 500 * office.random());
    return send(file, owned, office, tries + 1);
  }
  return settle(file, owned, result, office);
}

/** Writes down what became of an attempt. Its number fences it: when another has begun, this one writes nothing. */
async function settle(
  file: CaseFile,
  { reference, id, attempt, urgent }: Delivery,
  result: SendResult,
  office: Shift,
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
      const moved = await office.move(key, "accept", {
        set: { ...accepted, leaseUntil: null, reason: null },
      });
      if (moved) file.deliveries.set(id, moved);
      log("DELIVERY_ACCEPTED", logged);
      return "sent";
    }
    case "refused": {
      const undelivered = { undeliveredAt: now.toISOString(), reason: result.reason };
      await office.move(key, "refuse", { set: { ...undelivered, ...settled } });
      log("DELIVERY_REFUSED", { ...logged, reason: result.reason });
      return "idle";
    }
    case "postponed": {
      const pause = urgent ? 0 : backoff(attempt, office.random());
      const again = new Date(now.getTime() + pause);
      const postponed = { reason: result.reason, leaseUntil: null, ...pendingSince(reference, again) };
      await office.move(key, "postpone", { set: postponed });
      log("DELIVERY_POSTPONED", { ...logged, reason: result.reason });
      return result.isRate && urgent ? "throttled" : "later";
    }
    case "unknown":
      // SES may have taken it: the lease keeps everybody else from sending it at once.
      log("DELIVERY_UNKNOWN", { ...logged, reason: result.reason });
      return "later";
  }
}
