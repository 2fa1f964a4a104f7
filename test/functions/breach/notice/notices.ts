import type { BreachCase, BreachEntry, Party } from "../../../../functions/breach/breach.ts";
import { noticesOf } from "../../../../functions/breach/notice/chain.ts";
import { type NoticeContent, noticeContent } from "../../../../functions/breach/notice/notice.ts";
import { noticeMail } from "../../../../functions/breach/notice/notice-mail.ts";
import type { Facts } from "../../../../functions/breach/report.ts";
import { type NoticeType, standingOf } from "../../../../functions/breach/standing.ts";
import type { Delivery } from "../../../../shared/delivery.ts";
import { toText } from "../../../../shared/document.ts";
import type { Mail } from "../../../../shared/mail/mail.ts";
import { toHtml } from "../../../../shared/mail/to-html.ts";
import { breachCase, history, noticeDelivery, parties } from "../../../support/breaches.ts";

/** The moment at which the notices below are written. */
export const now = new Date("2026-11-22T13:00:00Z");

/** A moment with these deliveries, by their id. */
export function moment(...deliveries: readonly Delivery[]) {
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  return { deliveries: byId, now, publicUrl: "https://api.example" };
}

type Written = {
  of?: BreachCase;
  entries?: readonly Partial<BreachEntry>[];
  controllerId?: string;
  language?: "nl" | "en";
  at?: ReturnType<typeof moment>;
  hours?: number;
};

/** What the last notice to a controller, Voorbeeld B.V. unless named, says after these entries. */
export function content({
  of = breachCase(),
  entries = [],
  controllerId = "voorbeeld-bv",
  language = "nl",
  at = moment(),
  hours = 72,
}: Written = {}): NoticeContent {
  const { rounds } = standingOf(history(of, ...entries));
  const notice = noticesOf(rounds).findLast(({ controller }) => controller.id === controllerId);
  if (!notice) throw new Error("no notice to that controller");
  return noticeContent(of, notice, language, at, hours);
}

/** The mail that carries it. */
export function mailOf(written: Written = {}): Mail {
  return noticeMail(content(written), written.at ?? moment());
}

export const textOf = ({ blocks }: Mail) => toText(blocks);
export const htmlOf = (mail: Mail) => toHtml(mail.subject, mail.language, mail.blocks);

/** What an entry says of the n-th notice's own delivery. */
export function sent(number: number, changes: Partial<Delivery> = {}): Delivery {
  return noticeDelivery({ id: `notice-${number}-voorbeeld-bv`, ...changes });
}

/** A notice of a type that tells these facts after those, to Voorbeeld B.V. */
export function noticeAbout(
  before: Facts | undefined,
  after: Facts,
  type: NoticeType = "follow_up",
  notes: string[] = [],
) {
  const controller: Party = { id: "voorbeeld-bv", name: "Voorbeeld B.V." };
  const round = (facts: Facts) => ({ sequence: 0, type, facts, notes, recipients: parties });
  return {
    controller,
    number: before ? 2 : 1,
    round: round(after),
    ...(before && { previous: round(before) }),
  };
}
