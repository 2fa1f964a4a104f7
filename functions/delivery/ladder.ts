import { type Delivery, silentFrom } from "../../shared/delivery.ts";
import type { Escalation, Moment, WantedMail } from "../../shared/flow.ts";
import { isFailed, readRungId, rungId, rungsOf } from "../../shared/rungs.ts";

/**
 * The mails that a wanted mail comes to: itself and, where it escalates, the same once more for each delivery before that
 * failed or was not acknowledged in time, to somebody who was not tried yet. None follows the one to the desk; and once
 * somebody has said that it was read, nobody else has to be told.
 */
export function climb(mail: WantedMail, { deliveries, now }: Moment): WantedMail[] {
  const { escalates, to } = mail;
  if (!escalates || !("controllerId" in to)) return [mail];
  const rungs = rungsOf(mail.id, deliveries);
  const last = rungs.at(-1);
  if (!last || rungs.some(isAcknowledged)) return [mail];
  const further = rungs.slice(0, isStuck(last, escalates, now) ? undefined : -1);
  return [mail, ...further.map((_, n) => rungAfter(rungs.slice(0, n + 1), mail, to.controllerId, escalates))];
}

function rungAfter(
  before: readonly Delivery[],
  { notBefore: _, ...mail }: WantedMail,
  controllerId: string,
  { desk }: Escalation,
): WantedMail {
  const tried = before.map(({ to }) => to);
  const to = { controllerId, tried, desk };
  // A breach at hundreds of controllers that do not answer is one thing to do for the desk.
  return { ...mail, id: rungId(mail.id, before.length + 1), to, mayBeDigested: true };
}

function isAcknowledged({ state }: Delivery): boolean {
  return state === "acknowledged";
}

/** Whether somebody else has to be told now. */
function isStuck(delivery: Delivery, escalates: Escalation, now: Date): boolean {
  if (delivery.type === "desk") return false;
  const by = acknowledgeBy(delivery, escalates);
  return isFailed(delivery) || (by !== undefined && by <= now);
}

/** Until when the recipient has time to say that it was read; undefined where nobody waits for that. */
function acknowledgeBy(
  { type, state, acceptedAt }: Delivery,
  escalates: Escalation | undefined,
): Date | undefined {
  const isOut = state === "accepted" || state === "delivered";
  if (!isOut || type === "desk" || acceptedAt === undefined) return undefined;
  return escalates?.acknowledgeBy?.(new Date(acceptedAt));
}

/**
 * When a delivery that SES took, or that failed, has to be looked at next: as it turns silent, or has to be acknowledged.
 * @param mail what it is a delivery of, where that is still wanted
 * @returns `asBefore` where somebody else has to be told first, or undefined where there is nothing to look for
 */
export function nextLook(
  delivery: Delivery,
  mail: Pick<WantedMail, "escalates"> | undefined,
  deliveries: ReadonlyMap<string, Delivery>,
): Date | "asBefore" | undefined {
  const { mailId, rung } = readRungId(delivery.id);
  const rungs = rungsOf(mailId, deliveries);
  const isAnswered = rungs.length > rung || rungs.some(isAcknowledged);
  const by = isAnswered ? undefined : acknowledgeBy(delivery, mail?.escalates);
  const mustEscalate = mail?.escalates !== undefined && delivery.type !== "desk" && isFailed(delivery);
  if (mustEscalate && !isAnswered) return "asBefore";
  const silent = delivery.state === "accepted" ? silentFrom(delivery) : undefined;
  return by && silent ? new Date(Math.min(by.getTime(), silent.getTime())) : (by ?? silent);
}
