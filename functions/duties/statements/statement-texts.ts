import type { Translated } from "../../../shared/language.ts";
import type { StatementTopic } from "./statement.ts";

/** What each topic is called, in a list of them and as a heading. */
export const topicTexts: Translated<Readonly<Record<StatementTopic, string>>> = {
  nl: {
    measures: "Technische en organisatorische maatregelen",
    countries: "Landen waarin wij verwerken",
    sub_processors: "Subverwerkers",
    audit_reports: "Auditrapporten",
  },
  en: {
    measures: "Technical and organisational measures",
    countries: "Countries in which we process",
    sub_processors: "Sub-processors",
    audit_reports: "Audit reports",
  },
};
