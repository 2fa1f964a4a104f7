import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import { type Step, step } from "../../../shared/periods/derivation.ts";
import { monthsAfter } from "../../../shared/periods/month.ts";
import { readDate } from "../../../shared/periods/read-date.ts";
import { weeksPeriod } from "../../../shared/periods/weeks-period.ts";

/** How long before its start an audit is announced, and within how long the processor gives information for it, in weeks. */
const weeks = { notice: 2, information: 2 } as const;

/** In how many months an audit takes place at most once. */
const monthsApart = 12;

/** When an audit is to begin, when it was asked for, and what day it is; all are dates in Europe/Amsterdam. */
export type Wished = { startsOn: string; requestedOn: string; today: string };

/** An audit that takes place, or took place. */
export type Planned = { reference: string; startsOn: string };

/** A day, and how it follows. */
export type Derived = { day: string; steps: Step[] };

/**
 * By when the controller has the information that it needs for the audit: within two weeks of the request (agreement
 * art. 10). The instant `endsAt` is the end of that day.
 * @param requestedOn a date in Europe/Amsterdam
 */
export function informationDue(requestedOn: string): Derived & { endsAt: string } {
  const { lastDay, endsAt, steps } = weeksPeriod(requestedOn, weeks.information);
  return { day: lastDay, endsAt, steps };
}

/**
 * The earliest day on which an audit can begin (agreement art. 10): two weeks after the request, not in the past, and not
 * within 12 months of the start of another, whichever comes first.
 * @param others the audits of the same controller
 */
export function earliestStart(
  { requestedOn, today }: Pick<Wished, "requestedOn" | "today">,
  others: readonly Planned[],
): Derived {
  const notice = noticeEnd(requestedOn);
  const steps = [
    step("R8", "The day on which the request came in, in Europe/Amsterdam.", requestedOn),
    step(
      "R13",
      `At least ${weeks.notice} weeks' notice: the same weekday ${weeks.notice} weeks later.`,
      notice,
    ),
  ];
  let day = notice;
  if (today > day) {
    day = today;
    steps.push(step("R8", "That day has passed: today in Europe/Amsterdam.", today));
  }
  for (const other of others.toSorted((a, b) => compare(a.startsOn, b.startsOn))) {
    if (!isTooClose(day, other.startsOn)) continue;
    const next = yearAfter(other.startsOn);
    day = next.day;
    const text = `${other.reference} begins on ${other.startsOn}: at most one audit in ${monthsApart} months. ${next.because}`;
    steps.push(step("R2", text, day));
  }
  return { day, steps };
}

/**
 * Why an audit cannot begin on that day (agreement art. 10): a sentence for each rule that it breaks, and one with the
 * earliest day; nothing where it can.
 * @param others the audits of the same controller
 */
export function whyNot(wished: Wished, others: readonly Planned[]): string[] {
  const { startsOn, requestedOn, today } = wished;
  const tooClose = others.filter((other) => isTooClose(startsOn, other.startsOn));
  const reasons = [
    ...(startsOn < noticeEnd(requestedOn) ? [shortNotice(wished)] : []),
    ...(startsOn < today ? [`The day ${startsOn} has passed.`] : []),
    ...tooClose.map(
      (other) =>
        `Audit ${other.reference} begins on ${other.startsOn}, and an audit takes place at most once in ${monthsApart} months.`,
    ),
  ];
  if (reasons.length === 0) return [];
  return [...reasons, `The earliest day is ${earliestStart(wished, others).day}.`];
}

function noticeEnd(requestedOn: string): string {
  return weeksPeriod(requestedOn, weeks.notice).lastDay;
}

function shortNotice({ startsOn, requestedOn }: Wished): string {
  const days = PlainDate.diffDays(readDate(requestedOn), readDate(startsOn));
  const notice = days < 0 ? "before it was asked for" : `with ${days} days' notice`;
  return `The audit would begin on ${startsOn}, ${notice}: the agreement asks for at least ${weeks.notice} weeks.`;
}

/** A year after the start of one, on the same date, the next may begin. */
function isTooClose(a: string, b: string): boolean {
  const [first, second] = a < b ? [a, b] : [b, a];
  return second < yearAfter(first).day;
}

function yearAfter(date: string): { day: string; because: string } {
  const { day, because } = monthsAfter(readDate(date), monthsApart);
  return { day: PlainDate.toString(day), because };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
