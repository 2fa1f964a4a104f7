import type { Language } from "./language.ts";

const locales = { nl: "nl-NL", en: "en-GB" } as const;

/** A date with its weekday, as people write it. */
export function longDate(date: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: "full", timeZone: "UTC" });
  return format.format(new Date(`${date}T12:00:00Z`));
}

const zone = { nl: "Nederlandse tijd", en: "Dutch time" } as const;

/** An instant with its weekday, on the clocks of Amsterdam. */
export function longInstant(instant: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locales[language], {
    dateStyle: "full",
    timeStyle: "short",
    timeZone: "Europe/Amsterdam",
  });
  return `${format.format(new Date(instant))} (${zone[language]})`;
}
