import {
  controllerAddressed,
  type Delivery,
  isDue,
  isLeased,
  isScheduled,
  silentFrom,
} from "../../shared/delivery.ts";
import type { Correspondence, Moment, WantedMail } from "../../shared/flow.ts";
import { log } from "../../shared/log.ts";
import { measure } from "../../shared/metrics.ts";
import { pendingSince } from "../../shared/pending.ts";
import { isFailed, readRungId } from "../../shared/rungs.ts";
import { caseSortKey } from "../../shared/table.ts";
import { attentionTo, failed, noAttention, settled } from "./delivery-store.ts";
import { climb, nextLook } from "./ladder.ts";
import { composeDelivery } from "./ladder-mail.ts";
import type { SendResult } from "./mailer.ts";
import { toMime } from "./mime.ts";
import { pauseAfter } from "./pauses.ts";
import { lease, planMails, recipientNow } from "./plan.ts";
import { type Flows, hasTime, type Shift } from "./post-office.ts";
import { sendMilliseconds } from "./ses.ts";
import { withStatementsLink } from "./statements-link.ts";
import { whyUnsent } from "./unsent.ts";
import { asWitness } from "./witness.ts";

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
  /** What it asks for now, by id. */
  wanted: ReadonlyMap<string, WantedMail>;
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

async function carryOut(opened: Omit<CaseFile, "wanted">, office: Shift): Promise<Step[]> {
  const { of, deliveries } = opened;
  await missSilent(deliveries, office);
  const now = office.now();
  const wanted = wantedNow(of, { deliveries, now });
  const file = { ...opened, wanted };
  const stored = [...wanted.keys()].flatMap((id) => deliveries.get(id) ?? []);
  const unwanted = [...deliveries.values()].filter(({ id }) => !wanted.has(id));
  const missing = [...wanted.values()].filter(({ id }) => !deliveries.has(id));
  const [ahead, due] = partition(missing, ({ notBefore }) => notBefore !== undefined && notBefore > now);
  // What lies ahead is stored first: a mail that is due may be all that brings this case back here.
  const acts = [
    () => begin(file, ahead, [], office),
    () => inTurn(stored, (delivery) => resume(file, delivery, office), office),
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
  // Last, because until somebody else is told a delivery that failed is all that says so.
  await lookAhead(file, now, office);
  const [error] = outcome.errors;
  if (error) throw error;
  return outcome.steps;
}

function wantedNow(of: Correspondence, moment: Moment): Map<string, WantedMail> {
  const mails = of.wants(moment).flatMap((mail) => climb(mail, moment));
  return new Map(mails.map((mail) => [mail.id, mail]));
}

/** What SES took and has said nothing of for too long is silent from now on. */
async function missSilent(deliveries: Map<string, Delivery>, { move, now }: Shift): Promise<void> {
  for (const delivery of deliveries.values()) {
    const { reference, id, state, type } = delivery;
    if (state !== "accepted" || silentFrom(delivery) > now()) continue;
    const silent = { silentAt: now().toISOString(), ...attentionTo(type, now()) };
    const moved = await move({ reference, id }, "miss", { set: silent });
    if (!moved) continue;
    deliveries.set(id, moved);
    // Who mistyped the own address has the receipt; of all others a person has to know.
    if (type === "acknowledgement") continue;
    log("DELIVERY_SILENT", { reference, delivery: id });
    measure({ MailsFailed: 1 });
  }
}

/** Says when those are looked at next that were to be looked at by now, and are out, or have failed. */
async function lookAhead({ deliveries, wanted }: CaseFile, now: Date, office: Shift): Promise<void> {
  for (const delivery of deliveries.values()) {
    const isOut = delivery.state === "accepted" || delivery.state === "delivered" || isFailed(delivery);
    if (!isOut || delivery.pendingAt === undefined || delivery.pendingAt > now.toISOString()) continue;
    const next = nextLook(delivery, wanted.get(delivery.id), deliveries);
    if (next !== "asBefore") await office.look(delivery, next);
  }
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

async function resume(file: CaseFile, delivery: Delivery, office: Shift): Promise<Step> {
  const now = office.now();
  const mail = file.wanted.get(delivery.id);
  if (isLeased(delivery, now)) return "leased";
  if (!isDue(delivery, now)) return delivery.state === "pending" && !isScheduled(delivery) ? "later" : "idle";
  if (!(await office.allowance.admits(delivery))) return "later";
  if (mail && isScheduled(delivery) && (await isDigested(mail, delivery, office))) return "idle";
  // What was planned long before may have got another recipient since: a corrected address is what it goes to.
  const recipient = mail && isScheduled(delivery) ? await recipientNow(mail, office) : undefined;
  const claimed = await claim(delivery, office, recipient);
  return claimed ? send(file, claimed, office) : "leased";
}

/** Of what was to go to a desk at a certain time, it is told with all others, where by then there are too many. */
async function isDigested(
  { mayBeDigested }: WantedMail,
  delivery: Delivery,
  office: Shift,
): Promise<boolean> {
  const unsent = mayBeDigested && (await whyUnsent({ ...delivery, mayBeDigested }, office));
  if (!unsent) return false;
  const { reference, id } = delivery;
  await office.move({ reference, id }, "digest", { set: { reason: unsent.reason, ...settled } });
  return true;
}

/**
 * A mail that nobody wants any more is not sent, where it was to wait for its time, only tells a desk what to do, tells of
 * a file, or was for somebody else because nobody had acknowledged it yet. Any other is carried on with: what an older
 * release does not know of may still be wanted.
 */
async function drop(file: CaseFile, delivery: Delivery, office: Shift): Promise<Step> {
  const { reference, id, type, state } = delivery;
  const isExtra =
    isScheduled(delivery) || type === "desk" || type === "attachment" || readRungId(id).rung > 1;
  if (state !== "pending" || !isExtra) return resume(file, delivery, office);
  const dropped = { pendingShard: null, pendingAt: null, ...noAttention };
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

/** How often a mail is tried again at once, while SES takes no more at this rate; what is urgent insists. */
const patience = { urgent: 6, ordinary: 2 } as const;

async function send(file: CaseFile, delivery: Delivery, office: Shift, tries = 1): Promise<Step> {
  const { deliveries } = file;
  if (!(await office.allowance.admits(delivery))) return settle(file, delivery, held, office);
  const composed = composeDelivery(file.of, delivery, {
    deliveries,
    now: office.now(),
    publicUrl: office.publicUrl,
  });
  const controllerId = controllerAddressed(delivery);
  const mail =
    controllerId === undefined
      ? composed
      : asWitness(
          withStatementsLink(composed, delivery, office.publicUrl),
          await office.seeHead(controllerId),
        );
  const raw = await toMime(mail, { from: office.sender, to: delivery.to, region: office.region });
  // Much time may have passed since the claim: a slow write, a slow mail before this one, a process held still.
  const end = new Date(office.now().getTime() + sendMilliseconds);
  const owned = isLeased(delivery, end) ? delivery : await claim(delivery, office);
  if (!owned) return "leased";
  const { reference, id, to, type, urgent } = owned;
  const result = await office.mailer({ raw, to, reference, deliveryId: id, type, ...(urgent && { urgent }) });
  office.allowance.note(result);
  const isTooFast = result.kind === "postponed" && result.why === "rate";
  if (isTooFast && tries < patience[urgent ? "urgent" : "ordinary"] && hasTime(office)) {
    await office.wait(500 + 500 * office.random());
    return send(file, owned, office, tries + 1);
  }
  return settle(file, owned, result, office);
}

/** What becomes of a mail that SES is not asked to take: it would take none, or what is left is for what is urgent. */
const held: SendResult = { kind: "postponed", reason: "Held", why: "other" };

/** Writes down what became of an attempt. Its number fences it: when another has begun, this one writes nothing. */
async function settle(file: CaseFile, delivery: Delivery, result: SendResult, office: Shift): Promise<Step> {
  const { reference, id, type, attempt, urgent } = delivery;
  const now = office.now();
  const key = { reference, id, attempt };
  const logged = { reference, delivery: id, attempt };
  switch (result.kind) {
    case "accepted": {
      const accepted = { ...delivery, state: "accepted" as const, acceptedAt: now.toISOString() };
      const look = nextLook(accepted, file.wanted.get(id), new Map([[id, accepted]]));
      // Where SES's event came first, or another attempt has begun, nothing is written: the mail is out all the same.
      const moved = await office.move(key, "accept", {
        set: {
          messageId: result.messageId,
          acceptedAt: accepted.acceptedAt,
          ...pendingSince(reference, look instanceof Date ? look : silentFrom(accepted)),
          leaseUntil: null,
          reason: null,
        },
      });
      if (moved) file.deliveries.set(id, moved);
      log("DELIVERY_ACCEPTED", logged);
      return "sent";
    }
    case "refused": {
      const undelivered = { undeliveredAt: now.toISOString(), reason: result.reason };
      await office.move(key, "refuse", { set: { ...undelivered, ...failed(reference, type, now) } });
      log("DELIVERY_REFUSED", { ...logged, reason: result.reason });
      measure({ MailsFailed: 1 });
      return "idle";
    }
    case "postponed": {
      const again = new Date(now.getTime() + pauseAfter(result.why, delivery, office.random()));
      const postponed = { reason: result.reason, leaseUntil: null, ...pendingSince(reference, again) };
      await office.move(key, "postpone", { set: postponed });
      log("DELIVERY_POSTPONED", { ...logged, reason: result.reason });
      return result.why === "rate" && urgent ? "throttled" : "later";
    }
    case "unknown":
      // SES may have taken it: the lease keeps everybody else from sending it at once.
      log("DELIVERY_UNKNOWN", { ...logged, reason: result.reason });
      return "later";
  }
}
