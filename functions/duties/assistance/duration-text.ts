import type { Language } from "../../../shared/language.ts";

const locales = { nl: "nl-NL", en: "en-GB" } as const;

/** A number of minutes in words: 90 as `1 hour and 30 minutes`. */
export function durationText(minutes: number, language: Language): string {
  const locale = locales[language];
  const amount = (count: number, unit: "hour" | "minute") =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(count);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [
    ...(hours > 0 ? [amount(hours, "hour")] : []),
    ...(rest > 0 || hours === 0 ? [amount(rest, "minute")] : []),
  ];
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(parts);
}
