import type { Call } from "../../shared/http/door.ts";
import { type Language, languages } from "../../shared/language.ts";

/** The language that the address asks for (`?lang=nl`), or else the one that the browser prefers. */
export function languageAsked(
  { queryStringParameters }: Pick<Call, "queryStringParameters">,
  negotiated: Language,
): Language {
  return languages.find((language) => language === queryStringParameters?.lang) ?? negotiated;
}
