import * as Instant from "temporal-polyfill/fns/Instant";
import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";

/** The time zone whose calendar the periods are counted in. */
export const timeZone = "Europe/Amsterdam";

/** The date in Europe/Amsterdam at an instant. */
export function localDate(instant: Instant.Record): PlainDate.Record {
  return ZonedDateTime.toPlainDate(Instant.toZonedDateTimeISO(instant, timeZone));
}

/** The first instant after a day in Europe/Amsterdam: when the next day begins there. */
export function endOfDay(date: PlainDate.Record): string {
  return isoInstant(ZonedDateTime.toInstant(PlainDate.toZonedDateTime(PlainDate.addDays(date, 1), timeZone)));
}

/** An instant in UTC with milliseconds and `Z`, as `Date.prototype.toISOString` writes it. */
export function isoInstant(instant: Instant.Record): string {
  return Instant.toString(instant, { fractionalSecondDigits: 3 });
}
