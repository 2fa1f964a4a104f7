import type { Language } from "./language.ts";

/**
 * The European Economic Area: the member states of the Union with Iceland, Liechtenstein and Norway, and the parts of
 * member states with codes of their own in which the law of the Union holds (TFEU art. 349, 355(1), 355(4)).
 */
const economicArea = new Set([
  ..."AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
  ..."IS LI NO".split(" "),
  ..."AX GF GP MF MQ RE YT".split(" "),
]);

/** Whether a text is the code of a country in capitals (ISO 3166-1 alpha-2): `GB`, but not `UK` or `EU`. */
export function isCountry(text: string): boolean {
  if (!/^[A-Z]{2}$/.test(text) || groupings.has(text)) return false;
  const isUsual = new Intl.Locale(`und-${text}`).maximize().region === text;
  return isUsual && nameIn("en", text) !== undefined;
}

/** What CLDR has names for that is no country. */
const groupings = new Set(["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"]);

/**
 * Whether data that goes there goes to a third country (GDPR, chapter V), which the states of the European Economic Area
 * are not to each other (EEA Joint Committee, Decision 154/2018).
 */
export function isThirdCountry(code: string): boolean {
  return !economicArea.has(code);
}

/** A country by its name in that language, and its code. */
export function countryText(code: string, language: Language): string {
  const name = nameIn(language, code);
  return name === undefined ? code : `${name} (${code})`;
}

function nameIn(language: Language, code: string): string | undefined {
  return new Intl.DisplayNames(language, { type: "region", fallback: "none" }).of(code);
}
