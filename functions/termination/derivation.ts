import { longDate, longInstant } from "../../shared/dates.ts";
import type { Language } from "../../shared/language.ts";
import { type Step, step } from "../../shared/periods/derivation.ts";
import type { TermDates } from "./term-dates.ts";
import { terminationTexts } from "./texts.ts";

/** How the dates of a termination follow from its last day, in the reader's language. Results are dates or instants. */
export function derivationOf(of: Omit<TermDates, "because">, language: Language): Step[] {
  const { steps } = terminationTexts[language];
  const { lastDay, reading, computedDay, destroyAfter } = of;
  const day = (date: string) => Number(date.slice(-2));
  const isSameDate = day(lastDay) === day(computedDay);
  const month =
    reading === "full_calendar_month"
      ? step("R10", steps.fullMonth, computedDay)
      : step("R2", isSameDate ? steps.sameDate : steps.noSuchDate(day(lastDay)), computedDay);
  return [
    step("R10", steps.lastDay, lastDay),
    month,
    ...(destroyAfter === undefined ? [] : [step("R10", steps.agreed, destroyAfter)]),
    step("R10", steps.notBefore, of.destroyNotBefore),
    step("R10", steps.by, of.destroyBy),
  ];
}

/** The same as rows of a mail. */
export function derivationFacts(of: Omit<TermDates, "because">, language: Language): [string, string][] {
  const say = (result: string) =>
    result.includes("T") ? longInstant(result, language) : longDate(result, language);
  return derivationOf(of, language).map(({ text, result }) => [text, say(result)]);
}
