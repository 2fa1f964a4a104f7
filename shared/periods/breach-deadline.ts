import * as Instant from "temporal-polyfill/fns/Instant";
import { isoInstant } from "./amsterdam.ts";
import { type Deadline, step } from "./derivation.ts";
import { holidaysVersion } from "./holidays.ts";
import { readInstant } from "./read-date.ts";

/**
 * By when the controller notifies the authority of a breach (GDPR art. 33(1)). `conservative` counts exact hours
 * from `aware`; `latestLawful` counts full hours, the hour of the event left out, which Europe/Amsterdam and UTC
 * begin at the same instants. Both run through weekends and holidays.
 * @param aware the instant at which the controller became aware: when the notice reached it
 * @param hours a whole number; the law says 72
 * @throws InvalidDate
 */
export function breachDeadline(aware: string, hours = 72): Deadline {
  const awareAt = readInstant(aware);
  const firstFullHour = Instant.addHours(Instant.roundToHour(awareAt, "floor"), 1);
  const conservative = isoInstant(Instant.addHours(awareAt, hours));
  const latestLawful = isoInstant(Instant.addHours(firstFullHour, hours));
  return {
    conservative,
    latestLawful,
    steps: [
      step("R7", `The controller was aware at ${aware}: this instant in UTC.`, isoInstant(awareAt)),
      step("R7", `Exactly ${hours} hours later, through weekends and holidays.`, conservative),
      step(
        "R4",
        "The hour of the event does not count: the first full hour begins.",
        isoInstant(firstFullHour),
      ),
      step("R4", `The end of ${hours} full hours, through weekends and holidays.`, latestLawful),
    ],
    holidays: holidaysVersion,
  };
}
