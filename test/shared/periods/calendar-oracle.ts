import Holidays from "date-holidays";
import fc from "fast-check";

/**
 * A second opinion on the calendar, in another style than the code it judges: days are walked one by one on
 * Date.UTC, Amsterdam is asked of Intl, holidays of a library.
 */
export const day = 86_400_000;

export const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

const amsterdam = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Amsterdam",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The date in Amsterdam at an instant. */
export const dateInAmsterdam = (ms: number) => amsterdam.format(ms);

/** Every day of the month that lies `months` after that of `date`, in order. */
function daysOfMonthAfter(date: string, months: number): string[] {
  let walk = Date.parse(date);
  for (let left = months; left > 0; ) {
    walk += day;
    if (iso(walk).endsWith("-01")) left--;
  }
  const month = iso(walk).slice(0, 7);
  const days: string[] = [];
  for (let at = Date.parse(`${month}-01`); iso(at).startsWith(month); at += day) days.push(iso(at));
  return days;
}

/** The same date some months later or, failing that, the last date of that month. */
export function sameDateLater(date: string, months: number): string | undefined {
  return daysOfMonthAfter(date, months)
    .filter((candidate) => candidate.slice(8) <= date.slice(8))
    .at(-1);
}

/** The last day of the first month that begins after `date`. */
export const lastOfNextMonth = (date: string) => daysOfMonthAfter(date, 1).at(-1);

/** The library files the two of doubtful standing under another type than `public`, hence by name. */
const closed = new Set([
  "Nieuwjaar",
  "Goede Vrijdag",
  "Tweede paasdag",
  "Koningsdag",
  "Bevrijdingsdag",
  "Hemelvaartsdag",
  "Tweede pinksterdag",
  "Kerstmis",
  "Tweede kerstdag",
]);

const library = new Holidays("NL");
const known = new Map<number, ReadonlySet<string>>();

/** The dates of a year's public holidays, as a library of others has them. */
export function holidaysOf(year: number): ReadonlySet<string> {
  const dates =
    known.get(year) ??
    new Set(
      library
        .getHolidays(year)
        .filter(({ name }) => closed.has(name))
        .map(({ date }) => date.slice(0, 10)),
    );
  known.set(year, dates);
  return dates;
}

/** The first day from `date` on, itself included, that is no Saturday, Sunday or public holiday. */
export function workingDayFrom(date: string): string {
  const at = Date.parse(date);
  const weekend = [0, 6].includes(new Date(at).getUTCDay());
  return weekend || holidaysOf(Number(date.slice(0, 4))).has(date) ? workingDayFrom(iso(at + day)) : date;
}

const span = {
  min: new Date("2014-01-01T00:00:00Z"),
  max: new Date("2100-06-30T00:00:00Z"),
  noInvalidDate: true,
};

/** Any instant in the years in which the list of holidays stood. */
export const instants = fc.date(span).map((date) => date.getTime());

/** Any date of those years. */
export const dates = instants.map(iso);

/** Instants near the edges at which a date, an hour or summer time changes, among any others. */
export const edgyInstants = fc.oneof(
  instants,
  fc
    .tuple(
      fc.integer({ min: 2014, max: 2099 }),
      fc.constantFrom("01-31", "02-28", "03-25", "03-31", "10-25", "10-31", "11-30", "12-31"),
      fc.integer({ min: 0, max: 6 * 24 }),
      fc.constantFrom(-1, 0, 1),
    )
    .map(([year, date, hours, ms]) => Date.parse(`${year}-${date}`) + hours * 3_600_000 + ms),
);

/** An instant as somebody writes it down whose clock is `minutes` off UTC. */
export function written(ms: number, minutes: number): string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  const size = Math.abs(minutes);
  const offset = `${minutes < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
  return new Date(ms + minutes * 60_000).toISOString().replace("Z", offset);
}

/** Offsets in use on earth, from UTC-14 to UTC+14. */
export const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 });
