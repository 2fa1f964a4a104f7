import * as Instant from "temporal-polyfill/fns/Instant";
import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import * as z from "zod/mini";
import { day } from "../../shared/day.ts";
import { localDate } from "../../shared/periods/amsterdam.ts";
import { destructionDeadline } from "../../shared/periods/destruction-deadline.ts";
import type { MonthReading } from "../../shared/periods/month.ts";
import type { FieldError } from "../../shared/refusal.ts";
import { plainText } from "../../shared/text.ts";

/** On which terms an agreement ends, as an operator says it. */
export const termsSchema = z.strictObject({
  /** The agreement's last day. */
  lastDay: day,
  /** The day that was agreed instead of the computed one: the last on which everything is still there. */
  destroyAfter: z.optional(day),
  /** Why another day was agreed. */
  because: z.optional(plainText(2_000)),
  /** Confirms that the agreed day is earlier than the computed one. */
  earlier: z.optional(z.literal(true)),
});

export type Terms = z.infer<typeof termsSchema>;

/** Days outside of this are typing errors. */
const plausible = { first: "2000-01-01", yearsAhead: 20 };

/** What is wrong with these terms, apart from their form; nothing when an agreement can end on them. */
export function checkTerms(terms: Terms, reading: MonthReading, now: Date): FieldError[] {
  const today = localDate(Instant.fromEpochMilliseconds(now.getTime()));
  const latest = PlainDate.toString(PlainDate.addYears(today, plausible.yearsAhead));
  const sentence = `This day has to lie between ${plausible.first} and ${latest}.`;
  const errors = (["lastDay", "destroyAfter"] as const).flatMap((name) => {
    const day = terms[name];
    const isPlausible = day === undefined || (plausible.first <= day && day <= latest);
    return isPlausible ? [] : wrong(`/${name}`, sentence);
  });
  return errors.length > 0 ? errors : checkAgreedDay(terms, reading);
}

function checkAgreedDay(
  { lastDay, destroyAfter, because, earlier }: Terms,
  reading: MonthReading,
): FieldError[] {
  if (destroyAfter === undefined) {
    return because === undefined ? [] : wrong("/because", "Only an agreed day, destroyAfter, has a reason.");
  }
  if (because === undefined) return wrong("/because", "An agreed day needs a reason.");
  if (destroyAfter < lastDay) {
    return wrong("/destroyAfter", "Nothing is destroyed before the agreement's last day is over.");
  }
  const { dueDay: computed } = destructionDeadline(lastDay, { reading });
  if (destroyAfter >= computed || earlier) return [];
  return wrong(
    "/destroyAfter",
    `This is earlier than the computed day, ${computed}: earlier has to confirm it.`,
  );
}

function wrong(pointer: string, code: string): FieldError[] {
  return [{ pointer, code }];
}
