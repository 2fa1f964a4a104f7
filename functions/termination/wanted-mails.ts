import { dayMilliseconds } from "../../shared/dates.ts";
import type { Moment, WantedMail } from "../../shared/flow.ts";
import { isFailed } from "../../shared/rungs.ts";
import { stateOf, type TerminationEntry, type TerminationHistory } from "./agreement.ts";
import { noticeDays, noticedAt, overdueFrom } from "./notice-period.ts";

/** How long before the destruction a controller is reminded of it, in milliseconds: as long as it has to object. */
const reminderAhead = noticeDays * dayMilliseconds;

/** The mails that the end of an agreement asks for. Their ids are those that `readMailId` reads. */
export function wantedMails(history: TerminationHistory, moment: Moment): WantedMail[] {
  return [...noticesTo(history), ...resultsOf(history), ...deskMails(history, moment)];
}

/** What names a mail: its kind and, where it is about an entry, that entry's sequence number. */
export function readMailId(id: string): { kind: string; sequence: number } {
  const [, kind = id, sequence] = /^(.+?)-(\d+)(?:-\d+)?$/.exec(id) ?? [];
  return { kind, sequence: Number(sequence ?? 0) };
}

function noticesTo(history: TerminationHistory): WantedMail[] {
  const { controllerId, terminatedAt, destroyNotBefore } = history.case;
  const state = stateOf(history);
  const hasEnded = state === "destroyed" || state === "withdrawn";
  const toContact = { type: "termination", to: { controllerId } } as const;
  const notice = { ...toContact, escalates: { desk: "privacy" } } as const;
  const remindAt = new Date(Date.parse(destroyNotBefore) - reminderAhead);
  const isReminded = state === "terminated" && remindAt > new Date(terminatedAt);
  return [
    // Whoever has not heard of it by then hears of the end alone.
    { id: "termination", ...(hasEnded ? toContact : notice) },
    ...(isReminded ? [{ id: "reminder", ...notice, notBefore: remindAt }] : []),
    ...(state === "withdrawn" ? [{ id: "withdrawal", ...notice }] : []),
  ];
}

/** The certificate, and the reports before it, to every contact that the controller had when each was recorded. */
function resultsOf({ case: { controllerId, language }, entries }: TerminationHistory): WantedMail[] {
  return entries.flatMap((entry) =>
    recipientsOf(entry).map(({ address, ...mail }) => ({
      ...mail,
      to: { address, language },
      about: controllerId,
    })),
  );
}

const results = {
  certify: { kind: "certificate", type: "certificate" },
  report: { kind: "report", type: "destruction-report" },
} as const;

/** Whom an entry is told to by mail, and the id of each of those mails; nobody where it is no result. */
function recipientsOf({ move, sequence, recipients = [] }: TerminationEntry) {
  if (move !== "certify" && move !== "report") return [];
  const { kind, type } = results[move];
  return recipients.map((address, n) => ({ id: `${kind}-${sequence}-${n + 1}`, type, address }));
}

function hasReachedNobody(result: TerminationEntry, deliveries: Moment["deliveries"]): boolean {
  const mails = recipientsOf(result).map(({ id }) => deliveries.get(id));
  return mails.length > 0 && mails.every((mail) => mail !== undefined && isFailed(mail));
}

/** What somebody at the processor has to look after. What the end of the termination has settled is not among it. */
function deskMails(history: TerminationHistory, { deliveries, now }: Moment): WantedMail[] {
  const { entries } = history;
  const ends: readonly TerminationEntry["move"][] = ["certify", "withdraw"];
  const end = entries.findLastIndex(({ move }) => ends.includes(move));
  const open = entries.slice(end + 1);
  const isOverdue = now >= overdueFrom(history, noticedAt(history, deliveries.values()));
  const incomplete = open.findLast(({ move }) => move === "report");
  const result = entries.findLast(({ move }) => move === "certify" || move === "report");
  const ids = [
    ...(end < 0 && isOverdue ? ["desk-overdue"] : []),
    ...open.filter(({ move }) => move === "fail").map(({ sequence }) => `desk-failed-${sequence}`),
    ...(incomplete ? [`desk-incomplete-${incomplete.sequence}`] : []),
    ...(result && hasReachedNobody(result, deliveries) ? [`desk-unreached-${result.sequence}`] : []),
  ];
  return ids.map((id) => ({ id, type: "desk", to: { desk: "privacy" } }) as const);
}
