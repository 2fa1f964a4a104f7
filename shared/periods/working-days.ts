import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import { type Step, step } from "./derivation.ts";
import { dutchHolidays, unconfirmedHolidays } from "./holidays.ts";
import { readDate } from "./read-date.ts";

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

function dayOff(date: PlainDate.Record): string | undefined {
  const weekend = ["a Saturday", "a Sunday"][PlainDate.dayOfWeek(date) - 6];
  return weekend ?? dutchHolidays(date.year).get(PlainDate.toString(date));
}
