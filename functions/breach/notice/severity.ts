import type { Language } from "../../../shared/language.ts";
import { labels } from "../facts/labels.ts";
import type { Facts } from "../report.ts";
import type { personalDataCategories } from "../terms.ts";

type Category = (typeof personalDataCategories)[number];

/** The base score of a context of processing: simple data, behavioural, financial and sensitive data. */
type BaseScore = 1 | 2 | 3 | 4;

/**
 * The base scores of the data processing context (ENISA, "Recommendations for a methodology of the assessment of
 * severity of personal data breaches", working document v1.0, December 2013, annex 1). Those without one are weighed
 * elsewhere: identifiers and documents as ease of identification, access data as what they open.
 */
const baseScores: Readonly<Record<Category, BaseScore | undefined>> = {
  name: 1,
  sex: 1,
  birth_date: 1,
  contact: 1,
  location: 2,
  financial: 3,
  criminal: 4,
  national_id: undefined,
  access_or_identification: undefined,
  identity_document: undefined,
  unknown: undefined,
  other: undefined,
};

/** Data of a special category (GDPR art. 9) is sensitive. */
const specialScore: BaseScore = 4;

/** The most sensitive category that was named and its base score. */
export type Severity = { score: BaseScore; category: string };

/**
 * A suggestion how severe the consequences are for the people concerned (question 9.3), or undefined while no category
 * with a base score is known. Only a first step: the controller assesses the severity.
 */
export function suggestSeverity(facts: Facts, language: Language): Severity | undefined {
  const names = labels[language];
  const [special] = facts.specialCategories ?? [];
  if (special) return { score: specialScore, category: names.specialCategories[special] };
  const scored = (facts.personalDataCategories ?? []).flatMap((category): Severity[] => {
    const score = baseScores[category];
    return score === undefined ? [] : [{ score, category: names.personalDataCategories[category] }];
  });
  return scored.toSorted((a, b) => b.score - a.score)[0];
}
