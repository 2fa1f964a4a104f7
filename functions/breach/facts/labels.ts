import type { Translated } from "../../../shared/language.ts";
import type { Facts } from "../report.ts";
import type {
  dataSubjectCategories,
  incidentKinds,
  informedParties,
  natures,
  personalDataCategories,
  specialCategories,
} from "../terms.ts";
import { en } from "./labels.en.ts";
import { nl } from "./labels.nl.ts";

type Named<T extends readonly string[]> = Readonly<Record<T[number], string>>;

/** The words for everything that can be known of a breach, in one language. */
export type Labels = {
  notYetKnown: string;
  yes: string;
  no: string;
  none: string;
  nobody: string;
  between: (min: number, max: number) => string;
  /** After a text that was cut because of its length. */
  cut: string;
  reference: string;
  receivedAt: string;
  note: string;
  person: Readonly<Record<"name" | "email" | "phone", string>>;
  facts: Readonly<Record<keyof Facts, string>>;
  nature: Named<typeof natures>;
  incidentKind: Named<typeof incidentKinds>;
  personalDataCategories: Named<typeof personalDataCategories>;
  specialCategories: Named<typeof specialCategories>;
  dataSubjectCategories: Named<typeof dataSubjectCategories>;
  informed: Named<typeof informedParties>;
};

export const labels: Translated<Labels> = { nl, en };
