import { longDate } from "../../../shared/dates.ts";
import type { Language, Translated } from "../../../shared/language.ts";
import type { SubProcessor } from "./sub-processor.ts";

const texts: Translated<{ bound: (document: string, on: string) => string; unbound: string }> = {
  nl: {
    bound: (document, on) => `schriftelijk gebonden sinds ${on} (${document})`,
    unbound: "nog niet schriftelijk gebonden",
  },
  en: {
    bound: (document, on) => `bound in writing since ${on} (${document})`,
    unbound: "not yet bound in writing",
  },
};

/** Since when and by which document it is bound to the agreement's duties, or that it is not (agreement art. 5.3). */
export function bindingText({ agreement }: SubProcessor, language: Language): string {
  const { bound, unbound } = texts[language];
  return agreement ? bound(agreement.document, longDate(agreement.signedOn, language)) : unbound;
}
