import type { Language } from "./language.ts";

/** A day of 24 hours, in milliseconds. */
export const dayMilliseconds = 24 * 3_600_000;

const locales = { nl: "nl-NL", en: "en-GB" } as const;

const dates = perLanguage({ dateStyle: "full", timeZone: "UTC" });

/** A date with its weekday, as people write it. */
export function longDate(date: string, language: Language): string {
  return dates(language).format(new Date(`${date}T12:00:00Z`));
}

const zone = { nl: "Nederlandse tijd", en: "Dutch time" } as const;

const instants = perLanguage({ dateStyle: "full", timeStyle: "short", timeZone: "Europe/Amsterdam" });

/** An instant with its weekday, on the clocks of Amsterdam. */
export function longInstant(instant: string, language: Language): string {
  return `${instants(language).format(new Date(instant))} (${zone[language]})`;
}

/** The format in each language, made once: making one takes far longer than using it. */
function perLanguage(options: Intl.DateTimeFormatOptions): (language: Language) => Intl.DateTimeFormat {
  const made = new Map<Language, Intl.DateTimeFormat>();
  return (language) => {
    const format = made.get(language) ?? new Intl.DateTimeFormat(locales[language], options);
    made.set(language, format);
    return format;
  };
}
