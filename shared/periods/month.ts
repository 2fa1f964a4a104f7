import * as PlainDate from "temporal-polyfill/fns/PlainDate";

/**
 * What "one calendar month after the end" of an agreement means: from date to date, or the first whole month,
 * from its 1st to its last day.
 */
export type MonthReading = (typeof monthReadings)[number];

/** Every reading; the first is the default. */
export const monthReadings = ["date_to_date", "full_calendar_month"] as const;

/** The last day of a period, and one sentence that says why it is that day. */
export type LastDay = { day: PlainDate.Record; because: string };

/**
 * The last day of a period in months. The day of the event does not count; the period ends on the same date in
 * the last month or, if that month has no such date, on its last day (Reg. 1182/71 art. 3(1), 3(2)(c)).
 */
export function monthsAfter(event: PlainDate.Record, months: number): LastDay {
  const day = PlainDate.addMonths(event, months);
  const because =
    day.day === event.day
      ? "The period ends on the same date in its last month."
      : `Its last month has no day ${event.day}, so the period ends on that month's last day.`;
  return { day, because };
}

/** The last day of the first whole calendar month after a day. */
export function fullMonthAfter(event: PlainDate.Record): LastDay {
  const day = PlainDate.endOfMonth(PlainDate.addMonths(event, 1));
  return { day, because: "The period is the first whole month, from its 1st to its last day." };
}
