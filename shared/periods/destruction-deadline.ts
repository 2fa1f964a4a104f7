import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import { endOfDay } from "./amsterdam.ts";
import { type Step, step } from "./derivation.ts";
import { fullMonthAfter, type MonthReading, monthsAfter } from "./month.ts";
import { readDate } from "./read-date.ts";

/**
 * When a controller's data is destroyed. `dueDay` is a date in Europe/Amsterdam; nothing is destroyed before
 * `destroyNotBefore`, the instant at which that day has ended there; all is destroyed by the instant `destroyBy`.
 */
export type DestructionDeadline = {
  dueDay: string;
  destroyNotBefore: string;
  destroyBy: string;
  steps: Step[];
};

/**
 * When the data of an agreement that has ended is destroyed: one calendar month after its last day, unless
 * agreed otherwise (data-processing agreement art. 11.4). A contract term, so weekends and holidays do not move it.
 * @param lastDay the agreement's last day, a date: an instant is refused, because its date depends on the zone
 * @param options.destroyAfter the agreed day that replaces the computed one
 * @param options.days local days from the due day within which the destruction is finished
 * @throws InvalidDate
 */
export function destructionDeadline(
  lastDay: string,
  options: { reading?: MonthReading; destroyAfter?: string; days?: number } = {},
): DestructionDeadline {
  const { reading = "date_to_date", destroyAfter, days = 7 } = options;
  const last = readDate(lastDay);
  const month = reading === "date_to_date" ? monthsAfter(last, 1) : fullMonthAfter(last);
  const due = destroyAfter === undefined ? month.day : readDate(destroyAfter);
  const dueDay = PlainDate.toString(due);
  const destroyNotBefore = endOfDay(due);
  const destroyBy = endOfDay(PlainDate.addDays(due, days));
  return {
    dueDay,
    destroyNotBefore,
    destroyBy,
    steps: [
      step("R10", "The agreement's last day.", lastDay),
      step("R10", `One calendar month after it, read as ${reading}.`, "1 month"),
      step(reading === "date_to_date" ? "R2" : "R10", month.because, PlainDate.toString(month.day)),
      ...(destroyAfter === undefined ? [] : [step("R10", "Agreed otherwise: this day replaces it.", dueDay)]),
      step(
        "R10",
        "Nothing is destroyed before the end of the due day in Europe/Amsterdam.",
        destroyNotBefore,
      ),
      step("R10", `The destruction is finished ${days} days after that.`, destroyBy),
    ],
  };
}
