/** The languages people are answered in. The first one is the default. */
export const languages = ["nl", "en"] as const;

export type Language = (typeof languages)[number];

/** A text in every language. */
export type Translated<T = string> = Readonly<Record<Language, T>>;

/** The language called `text`, or the default one: a tag that is junk is no reason to refuse anybody. */
export function languageOr(text: string | undefined, fallback: Language = languages[0]): Language {
  return languages.find((language) => language === text) ?? fallback;
}
