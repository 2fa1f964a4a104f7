import type { Language } from "../../../shared/language.ts";
import { type Facts, factNames } from "../report.ts";
import { type FactName, sayFact } from "./say-fact.ts";

/** Any language tells a fact apart from another. */
const anyLanguage: Language = "en";

/** The facts that people read differently after than before, in the order in which they are shown. */
export function changedFacts(before: Facts, after: Facts): FactName[] {
  return factNames.filter((name) => sayFact(name, before, anyLanguage) !== sayFact(name, after, anyLanguage));
}
