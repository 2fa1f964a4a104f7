import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import { endOfDay } from "./amsterdam.ts";
import { type Step, step } from "./derivation.ts";
import { dutchHolidays, unconfirmedHolidays } from "./holidays.ts";
import { readDate, readLocalDate } from "./read-date.ts";

/**
 * Whether a date (`YYYY-MM-DD`) is neither a Saturday, a Sunday nor a Dutch public holiday.
 * @throws InvalidDate
 */
export function isWorkingDay(date: string): boolean {
  return dayOff(readDate(date)) === undefined;
}

/**
 * The last day of a period that is not expressed in hours: the day itself, or the next working day when it is
 * a public holiday, Saturday or Sunday (Reg. 1182/71 art. 3(4)). To be applied once, at the end.
 */
export function rollToWorkingDay(lastDay: PlainDate.Record): { day: PlainDate.Record; steps: Step[] } {
  const steps: Step[] = [];
  let day = lastDay;
  for (let reason = dayOff(day); reason !== undefined; reason = dayOff(day)) {
    const next = PlainDate.addDays(day, 1);
    const doubt = unconfirmedHolidays.has(reason) ? " (unconfirmed whether it counts)" : "";
    const text = `${PlainDate.toString(day)} is ${reason}${doubt}, so the period does not end on it.`;
    steps.push(step("R3", text, PlainDate.toString(next)));
    day = next;
  }
  const ended = PlainDate.toString(day);
  return {
    day,
    steps: [...steps, step("R3", `${ended} is a working day, so the period ends on it.`, ended)],
  };
}

/**
 * When so many working days have passed: with the end of the last of them in Europe/Amsterdam. The day on which it begins
 * does not count (Reg. 1182/71 art. 3(1)).
 * @param from a date in Europe/Amsterdam, or an instant
 * @param days at least 1
 * @throws InvalidDate
 */
export function endOfWorkingDays(from: string, days: number): string {
  let day = readLocalDate(from);
  for (let left = days; left > 0; ) {
    day = PlainDate.addDays(day, 1);
    if (dayOff(day) === undefined) left -= 1;
  }
  return endOfDay(day);
}

function dayOff(date: PlainDate.Record): string | undefined {
  const weekend = ["a Saturday", "a Sunday"][PlainDate.dayOfWeek(date) - 6];
  return weekend ?? dutchHolidays(date.year).get(PlainDate.toString(date));
}
