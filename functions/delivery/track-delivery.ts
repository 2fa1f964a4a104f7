import type { Delivery } from "../../shared/delivery.ts";
import { log } from "../../shared/log.ts";
import { measure } from "../../shared/metrics.ts";
import { readRungId } from "../../shared/rungs.ts";
import { failed, noAttention, settled } from "./delivery-store.ts";
import { type MailEvent, type MailNews, mailEventSchema, newsOf } from "./mail-event.ts";
import type { PostOffice } from "./post-office.ts";

/** What following deliveries needs of the world. */
export type TrackDependencies = Pick<PostOffice, "move" | "now"> & {
  accountId: string;
  configurationSets: readonly string[];
};

/**
 * Moves a delivery as SES tells. An event that is not ours, unreadable, of an unknown delivery, repeated or overtaken
 * changes nothing. Its time is not used: the clock is our own.
 */
export async function trackDelivery(input: unknown, dependencies: TrackDependencies): Promise<void> {
  const parsed = mailEventSchema.safeParse(input);
  if (!parsed.success) return log("MAIL_EVENT_IGNORED", { reason: "unreadable" });
  const event = parsed.data;
  const { eventType, mail } = event.detail;
  if (!isOurs(event, dependencies))
    return log("MAIL_EVENT_IGNORED", { reason: "not ours", event: eventType });
  const news = newsOf(event);
  if (news.kind === "none") return;
  const [reference] = mail.tags.reference;
  const [id] = mail.tags.delivery;
  const moved = await apply(news, { reference, id }, mail, dependencies);
  if (!moved) return log("MAIL_EVENT_IGNORED", { reason: "changes nothing", event: eventType });
  log("MAIL_EVENT_APPLIED", { reference, delivery: id, event: eventType });
  // Somebody who mistyped the own address has the receipt; of all others a person has to know.
  if (news.kind !== "delivered" && moved.type !== "acknowledgement") {
    log("DELIVERY_BOUNCED", { reference, delivery: id, reason: news.reason });
    measure({ MailsFailed: 1 });
  }
}

/** Only our own account and configuration sets: an event can be put on the bus by others. */
function isOurs(
  { account, detail }: MailEvent,
  { accountId, configurationSets }: TrackDependencies,
): boolean {
  return account === accountId && configurationSets.includes(detail.mail.tags["ses:configuration-set"][0]);
}

/** The mails that somebody is waited for to acknowledge. */
const acknowledged: readonly string[] = ["request", "breach-notice"] satisfies Delivery["type"][];

function apply(
  news: Exclude<MailNews, { kind: "none" }>,
  key: { reference: string; id: string },
  { messageId, tags: { type } }: MailEvent["detail"]["mail"],
  { move, now }: TrackDependencies,
): Promise<Delivery | undefined> {
  const at = now().toISOString();
  const [typeOf] = type ?? [];
  // The event may come before the answer to the send is written down, or instead of it.
  const defaults = { messageId, acceptedAt: at };
  if (news.kind === "delivered") {
    const { answer } = news;
    const delivered = { deliveredAt: at, reason: null, leaseUntil: null, ...(answer && { answer }) };
    const isWaitedFor = typeOf !== undefined && acknowledged.includes(typeOf);
    // A desk that was told instead of a controller has to do something still.
    const rest = readRungId(key.id).rung === 1 ? noAttention : {};
    const set = { ...delivered, ...(isWaitedFor ? {} : settled), ...rest };
    return move(key, "deliver", { set, defaults });
  }
  const name = news.kind === "bounced" ? "bounce" : "giveUp";
  const undelivered = { undeliveredAt: at, reason: news.reason };
  return move(key, name, { set: { ...undelivered, ...failed(key.reference, typeOf, now()) }, defaults });
}
