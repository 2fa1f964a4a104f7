import * as Instant from "temporal-polyfill/fns/Instant";
import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import * as PlainDateTime from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";
import { localDate, timeZone } from "./amsterdam.ts";

/**
 * A text that is not a date or an instant, names one that does not exist, or leaves open which one it means.
 * The message is one sentence for people; it does not repeat the text, because it may end in a log.
 */
export class InvalidDate extends Error {
  override name = "InvalidDate";
}

const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/;
const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Regulation 1182/71 applies since 1971; a year before it is a typing error. The last one leaves room for the
 * period that is added, so that every result still has a year of four digits.
 */
const years = { first: 1971, last: 9998 };

/**
 * Reads a date, `YYYY-MM-DD`.
 * @throws InvalidDate for any other form, or a date that does not exist.
 */
export function readDate(text: string): PlainDate.Record {
  const [, year, month, day] = dateForm.exec(text) ?? [];
  return existing(
    year,
    () => PlainDate.create(Number(year), Number(month), Number(day)),
    "A date must exist and be written as YYYY-MM-DD, such as 2026-12-31.",
  );
}

/**
 * Reads an ISO 8601 instant: date, time (seconds optional), and `Z` or an offset.
 * @throws InvalidDate for any other form, without an offset, or when it does not exist.
 */
export function readInstant(text: string): Instant.Record {
  return existing(
    instantForm.exec(text)?.[0],
    () => Instant.fromString(text),
    "A time must exist and carry its offset, such as 2026-03-14T12:00+01:00.",
  );
}

/**
 * Reads a date, or the date in Europe/Amsterdam at an instant.
 * @throws InvalidDate as `readDate` and `readInstant` do.
 */
export function readLocalDate(text: string): PlainDate.Record {
  return text.includes("T") ? localDate(readInstant(text)) : readDate(text);
}

const localForm = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):([0-5]\d)(?::([0-5]\d))?$/;

/**
 * The instant, with its offset (`2026-11-22T08:30:00+01:00`), of a date and time on the clocks of Amsterdam, which is
 * written as `YYYY-MM-DDTHH:MM` (seconds optional). Of a time that comes twice, when summer time ends, the first.
 * @throws InvalidDate for any other form, or a time that does not exist there, as when summer time begins
 */
export function readLocalTime(text: string): string {
  const [matched, ...parts] = localForm.exec(text) ?? [];
  const sentence = "A time must exist and be written as YYYY-MM-DDTHH:MM, such as 2026-11-22T08:30.";
  return existing(
    matched,
    () => {
      const [year = 0, month = 0, day = 0, hour, minute, second] = parts.map((part) => Number(part ?? 0));
      const local = PlainDateTime.create(year, month, day, hour, minute, second);
      const zoned = PlainDateTime.toZonedDateTime(local, timeZone, { disambiguation: "earlier" });
      if (!PlainDateTime.equals(ZonedDateTime.toPlainDateTime(zoned), local)) throw new RangeError("skipped");
      return ZonedDateTime.toString(zoned, { timeZoneName: "never" });
    },
    sentence,
  );
}

function existing<T>(matched: string | undefined, read: () => T, sentence: string): T {
  if (matched === undefined) throw new InvalidDate(sentence);
  const year = Number(matched.slice(0, 4));
  if (year < years.first || year > years.last)
    throw new InvalidDate(`The year must lie between ${years.first} and ${years.last}.`);
  try {
    return read();
  } catch (error) {
    throw new InvalidDate(sentence, { cause: error });
  }
}
