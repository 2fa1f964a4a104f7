import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import { type Deadline, step } from "./derivation.ts";
import { holidaysVersion } from "./holidays.ts";
import { monthsAfter } from "./month.ts";
import { readLocalDate } from "./read-date.ts";
import { rollToWorkingDay } from "./working-days.ts";

/**
 * By when the controller answers a data subject (GDPR art. 12(3)): one month after receipt or, `extended`,
 * three. It is not settled whether receipt by the processor starts the month; it is the cautious start.
 * @param received a date in Europe/Amsterdam, or an instant
 * @throws InvalidDate
 */
export function requestDeadline(
  received: string,
  { extended = false }: { extended?: boolean } = {},
): Deadline {
  const receivedOn = readLocalDate(received);
  const last = monthsAfter(receivedOn, extended ? 3 : 1);
  const rolled = rollToWorkingDay(last.day);
  const conservative = PlainDate.toString(last.day);
  return {
    conservative,
    latestLawful: PlainDate.toString(rolled.day),
    steps: [
      step("R8", `Received ${received}: this date in Europe/Amsterdam.`, PlainDate.toString(receivedOn)),
      extended
        ? step("R9", "The answer is due within three months of receipt, counted in one go.", "3 months")
        : step("R1", "The answer is due within one month of receipt.", "1 month"),
      step("R2", last.because, conservative),
      ...rolled.steps,
    ],
    holidays: holidaysVersion,
  };
}
