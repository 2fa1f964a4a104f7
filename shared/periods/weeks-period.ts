import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import { endOfDay } from "./amsterdam.ts";
import { type Step, step } from "./derivation.ts";
import { readLocalDate } from "./read-date.ts";

/**
 * A period in weeks of the agreement, such as the two in which a controller may object. It ends with the last
 * hour of the same weekday; a contract term, so weekends and holidays do not move it.
 * @param from a date in Europe/Amsterdam, or an instant
 * @returns `lastDay`, a date in Europe/Amsterdam, and `endsAt`, the instant at which that day has ended there
 * @throws InvalidDate
 */
export function weeksPeriod(from: string, weeks: number): { lastDay: string; endsAt: string; steps: Step[] } {
  const begun = readLocalDate(from);
  const last = PlainDate.addWeeks(begun, weeks);
  const lastDay = PlainDate.toString(last);
  const endsAt = endOfDay(last);
  return {
    lastDay,
    endsAt,
    steps: [
      step("R8", `From ${from}: this date in Europe/Amsterdam.`, PlainDate.toString(begun)),
      step("R13", `The same weekday ${weeks} weeks later.`, lastDay),
      step("R13", "The period ends with the last hour of that day in Europe/Amsterdam.", endsAt),
    ],
  };
}
