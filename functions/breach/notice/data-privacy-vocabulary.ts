import type { FactName } from "../facts/say-fact.ts";
import type { Facts } from "../report.ts";
import type { dataSubjectCategories, natures, personalDataCategories, specialCategories } from "../terms.ts";

type Concepts<T extends readonly string[]> = Readonly<Record<T[number], string | null>>;

/** Where the concepts of the W3C Data Privacy Vocabulary 2.3 are: its core, personal data, and the GDPR. */
const core = "https://w3id.org/dpv#";
const data = "https://w3id.org/dpv/pd#";
const gdpr = "https://w3id.org/dpv/legal/eu/gdpr#";

/** What a notice of a breach from a processor to its controller is in the Data Privacy Vocabulary. */
export const controllerBreachNotice = `${gdpr}ControllerBreachNotice`;

const nature: Concepts<typeof natures> = {
  confidentiality: `${gdpr}ConfidentialityBreach`,
  integrity: `${gdpr}IntegrityBreach`,
  availability: `${gdpr}AvailabilityBreach`,
};

const personalData: Concepts<typeof personalDataCategories> = {
  name: `${data}Name`,
  sex: null,
  birth_date: `${data}BirthDate`,
  national_id: `${data}OfficialID`,
  contact: `${data}Contact`,
  access_or_identification: `${data}Authenticating`,
  financial: `${data}Financial`,
  identity_document: `${data}OfficialID`,
  location: `${data}Location`,
  criminal: `${data}Criminal`,
  unknown: null,
  other: null,
};

const special: Concepts<typeof specialCategories> = {
  ethnicity: `${data}EthnicOrigin`,
  political: `${data}PoliticalOpinion`,
  religious_or_philosophical: null,
  trade_union: `${data}TradeUnionMembership`,
  sexual: `${data}Sexual`,
  health: `${data}Health`,
  genetic: `${data}Genetic`,
  biometric: `${data}Biometric`,
};

const dataSubjects: Concepts<typeof dataSubjectCategories> = {
  customer: `${core}Customer`,
  user: `${core}User`,
  employee: `${core}Employee`,
  member: `${core}Member`,
  student: `${core}Student`,
  patient: `${core}Patient`,
  minor: `${core}Child`,
  vulnerable: `${core}VulnerableDataSubject`,
  unknown: null,
  other: null,
};

/** A term of a report and the vocabulary's IRI for it; null where it has no concept of that meaning. */
export type Term = { field: FactName; value: string; dpv: string | null };

/** The terms in the facts of a breach. */
export function termsIn(facts: Facts): Term[] {
  return [
    ...termsOf("nature", facts.nature, nature),
    ...termsOf("personalDataCategories", facts.personalDataCategories, personalData),
    ...termsOf("specialCategories", facts.specialCategories, special),
    ...termsOf("dataSubjectCategories", facts.dataSubjectCategories, dataSubjects),
  ];
}

function termsOf<T extends string>(
  field: FactName,
  chosen: readonly T[] = [],
  concepts: Readonly<Record<T, string | null>>,
): Term[] {
  return chosen.map((value) => ({ field, value, dpv: concepts[value] }));
}
