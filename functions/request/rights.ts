import type { Translated } from "../../shared/language.ts";

/** A data subject's right: its article of the GDPR, the Data Privacy Vocabulary's IRI for it, and its name. */
type RightFacts = { article: string | null; dpv: string | null; name: Translated };

const gdpr = "https://w3id.org/dpv/legal/eu/gdpr#";

/**
 * The rights a data subject can call upon. The keys are OpenDSR's words where it has one, the IRIs those of the
 * W3C Data Privacy Vocabulary's GDPR extension.
 */
export const rights = {
  access: { article: "15", dpv: `${gdpr}A15`, name: { nl: "inzage", en: "access" } },
  rectification: { article: "16", dpv: `${gdpr}A16`, name: { nl: "rectificatie", en: "rectification" } },
  erasure: { article: "17", dpv: `${gdpr}A17`, name: { nl: "wissing", en: "erasure" } },
  restriction: {
    article: "18",
    dpv: `${gdpr}A18`,
    name: { nl: "beperking", en: "restriction of processing" },
  },
  portability: {
    article: "20",
    dpv: `${gdpr}A20`,
    name: { nl: "overdraagbaarheid", en: "data portability" },
  },
  objection: { article: "21", dpv: `${gdpr}A21`, name: { nl: "bezwaar", en: "objection" } },
  automated_decision: {
    article: "22",
    dpv: `${gdpr}A22`,
    name: { nl: "geautomatiseerde besluitvorming", en: "automated decision-making" },
  },
  withdraw_consent: {
    article: "7(3)",
    dpv: `${gdpr}A7-3`,
    name: { nl: "intrekking van toestemming", en: "withdrawal of consent" },
  },
  other: { article: null, dpv: null, name: { nl: "anders", en: "other" } },
} as const satisfies Record<string, RightFacts>;

export type Right = keyof typeof rights;

/** The machine keys of all rights. */
export const rightKeys = Object.keys(rights) as [Right, ...Right[]];
