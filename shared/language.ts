/** The languages people are answered in. The first one is the default. */
export const languages = ["nl", "en"] as const;

export type Language = (typeof languages)[number];

/** The desks read Dutch. */
export const deskLanguage: Language = "nl";

/** A text in every language. */
export type Translated<T = string> = Readonly<Record<Language, T>>;

/** The language of this tag, or the default one: a tag that is junk is no reason to refuse anybody. */
export function languageOf(tag: string | undefined): Language {
  return languages.find((language) => language === tag) ?? languages[0];
}
