import * as PlainDate from "temporal-polyfill/fns/PlainDate";

/**
 * The version of the list below, kept with every date computed from it. The law changing the list: the new
 * year and 1. A mistake corrected in the code: the last number. So an old derivation tells which list it used.
 */
export const holidaysVersion = "NL-ATW-2026-1";

export type Holiday =
  | "New Year's Day"
  | "Good Friday"
  | "Easter Monday"
  | "King's Day"
  | "Liberation Day"
  | "Ascension Day"
  | "Whit Monday"
  | "Christmas Day"
  | "Second Christmas Day";

/** Whether these are public holidays in the sense of Reg. 1182/71 art. 3(4) is unconfirmed. */
export const unconfirmedHolidays: ReadonlySet<string> = new Set<Holiday>(["Good Friday", "Liberation Day"]);

const sunday = 7;

/**
 * The Dutch public holidays of a year by date (`YYYY-MM-DD`): Algemene termijnenwet art. 3(1), and Good Friday,
 * which 3(2) puts on a par. Not in it: days put on a par by decree (3(3)), and Queen's Day, which King's Day
 * replaced in 2014.
 */
export function dutchHolidays(year: number): ReadonlyMap<string, Holiday> {
  const easter = easterSunday(year);
  const on = (month: number, day: number) => PlainDate.create(year, month, day);
  const days: [PlainDate.Record, Holiday][] = [
    [on(1, 1), "New Year's Day"],
    [PlainDate.addDays(easter, -2), "Good Friday"],
    [PlainDate.addDays(easter, 1), "Easter Monday"],
    [kingsDay(on(4, 27)), "King's Day"],
    // Before Ascension Day: in a year in which both fall on 5 May, the one without doubt gives the day its name.
    [on(5, 5), "Liberation Day"],
    [PlainDate.addDays(easter, 39), "Ascension Day"],
    [PlainDate.addDays(easter, 50), "Whit Monday"],
    [on(12, 25), "Christmas Day"],
    [on(12, 26), "Second Christmas Day"],
  ];
  return new Map(days.map(([date, name]) => [PlainDate.toString(date), name]));
}

function kingsDay(birthday: PlainDate.Record): PlainDate.Record {
  return PlainDate.dayOfWeek(birthday) === sunday ? PlainDate.addDays(birthday, -1) : birthday;
}

/**
 * Easter Sunday by the anonymous Gregorian computus (Nature, 20 April 1876; Meeus, Astronomical Algorithms,
 * ch. 8), with the letters of the source.
 */
function easterSunday(year: number): PlainDate.Record {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return PlainDate.create(year, Math.floor(n / 31), (n % 31) + 1);
}
