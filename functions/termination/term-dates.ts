import { dayMilliseconds } from "../../shared/dates.ts";
import { destructionDeadline } from "../../shared/periods/destruction-deadline.ts";
import type { MonthReading } from "../../shared/periods/month.ts";
import type { Termination } from "./agreement.ts";
import { overdueDays } from "./notice-period.ts";
import type { Terms } from "./terms.ts";

/** The part of a termination that follows from its terms. */
export type TermDates = Pick<
  Termination,
  | "lastDay"
  | "reading"
  | "computedDay"
  | "destroyAfter"
  | "because"
  | "dueDay"
  | "destroyNotBefore"
  | "destroyBy"
>;

/**
 * The dates of a termination on these terms.
 * @param terms terms without a mistake
 * @param destroyDays within how many days from the due day the destruction is to be finished
 */
export function datesOf(terms: Terms, reading: MonthReading, destroyDays: number, now: Date): TermDates {
  const { lastDay, destroyAfter, because } = terms;
  const agreed = { ...(destroyAfter !== undefined && { destroyAfter }) };
  const { dueDay, destroyNotBefore, destroyBy } = destructionDeadline(lastDay, {
    reading,
    ...agreed,
    days: destroyDays,
  });
  const earliestEnd = new Date(now.getTime() + overdueDays * dayMilliseconds).toISOString();
  return {
    lastDay,
    reading,
    computedDay: destructionDeadline(lastDay, { reading }).dueDay,
    ...agreed,
    ...(because !== undefined && { because }),
    dueDay,
    destroyNotBefore,
    destroyBy: destroyBy > earliestEnd ? destroyBy : earliestEnd,
  };
}
