import { longInstant } from "../../../shared/dates.ts";
import type { Language } from "../../../shared/language.ts";
import { labels } from "../facts/labels.ts";
import { type Answer, answerOf, type FactName } from "../facts/say-fact.ts";
import type { Facts } from "../report.ts";
import type { Round } from "../standing.ts";
import { noticeTexts } from "./notice-texts.ts";
import { suggestSeverity } from "./severity.ts";

/** Where an answer comes from: somebody told it, it follows from what was told, or it is not known. */
export const sheetStatuses = ["RECORDED", "DERIVED", "MISSING"] as const;

/** One answer for the authority's form. `question` is its number, or numbers, in the questionnaire. */
export type SheetAnswer = Answer & { question: string; status: (typeof sheetStatuses)[number] };

/**
 * What a controller can answer in the form of the Dutch authority, in the order of its questionnaire (Autoriteit
 * Persoonsgegevens, "Vragenlijst meldformulier datalekken", edition of August 2022).
 */
export function authoritySheet({ type, facts }: Round, language: Language): SheetAnswer[] {
  const { sheet, types } = noticeTexts[language];
  const recorded = (question: string, name: FactName): SheetAnswer => {
    const answer = answerOf(name, facts, language);
    return { ...answer, question, status: answer.value === undefined ? "MISSING" : "RECORDED" };
  };
  const derived = (question: string, label: string, value: string | undefined): SheetAnswer => ({
    question,
    label,
    value,
    isTyped: false,
    status: value === undefined ? "MISSING" : "DERIVED",
  });
  const severity = suggestSeverity(facts, language);
  return [
    derived("1.1", sheet.noticeType, types[type]),
    recorded("4.1", "startedAt"),
    recorded("4.1", "endedAt"),
    facts.ongoing === undefined
      ? derived("4.1", labels[language].facts.ongoing, facts.endedAt && labels[language].no)
      : recorded("4.1", "ongoing"),
    recorded("4.2", "discoveredAt"),
    recorded("4.3", "howDiscovered"),
    recorded("5.1", "nature"),
    recorded("5.2", "incidentKind"),
    recorded("5.3", "description"),
    recorded("6.1", "personalDataCategories"),
    recorded("6.2", "specialCategories"),
    recorded("6.3.1", "approximateRecords"),
    recorded("7.1/7.2", "dataSubjectCategories"),
    recorded("7.3", "approximateDataSubjects"),
    recorded("8.1", "protectionBefore"),
    recorded("9.1/9.2", "consequences"),
    derived("9.3", sheet.severity, severity && sheet.severitySuggestion(severity)),
    derived("10.1", sheet.subjectsInformed, subjectsInformed(facts, language)),
    recorded("10.2", "measuresTaken"),
    recorded("10.2", "proposedSolution"),
  ];
}

/** Whether the data subjects are among those who have been informed; undefined while nothing is known of that. */
function subjectsInformed({ informed }: Facts, language: Language): string | undefined {
  const { yes } = labels[language];
  const subjects = informed?.find(({ who }) => who === "data_subjects");
  if (subjects) return subjects.at === undefined ? yes : `${yes}, ${longInstant(subjects.at, language)}`;
  return informed && noticeTexts[language].sheet.notAsFarAsRecorded;
}
