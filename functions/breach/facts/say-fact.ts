import { longInstant } from "../../../shared/dates.ts";
import type { Language } from "../../../shared/language.ts";
import { legibleAddress } from "../../../shared/mail-address.ts";
import type { Facts } from "../report.ts";
import { labels } from "./labels.ts";

/** The name of one fact of a breach. */
export type FactName = keyof Facts;

/** The facts that are told in somebody's own words, on several lines: shown only where nothing can pass for ours. */
const ownWords: ReadonlySet<FactName> = new Set<FactName>([
  "howDiscovered",
  "description",
  "cause",
  "consequences",
  "proposedSolution",
  "measuresTaken",
  "protectionBefore",
]);

/** A question and what is known about it; `isTyped` where the answer is somebody's own words. */
export type Answer = { label: string; value: string | undefined; isTyped: boolean };

/** What is known of a fact, under its label. */
export function answerOf(name: FactName, facts: Facts, language: Language): Answer {
  return {
    label: labels[language].facts[name],
    value: sayFact(name, facts, language),
    isTyped: ownWords.has(name),
  };
}

/**
 * What is known of a fact, as people read it; undefined while it is not known. A breach has a nature, data and people:
 * an empty list of those says nothing yet.
 */
export function sayFact(name: FactName, facts: Facts, language: Language): string | undefined {
  const said = labels[language];
  switch (name) {
    case "discoveredAt":
    case "startedAt":
    case "endedAt":
      return facts[name] && longInstant(facts[name], language);
    case "ongoing":
      return facts.ongoing === undefined ? undefined : facts.ongoing ? said.yes : said.no;
    case "nature":
    case "personalDataCategories":
    case "dataSubjectCategories":
      return sayEach(facts[name], said[name]) || undefined;
    case "specialCategories":
      return (
        facts.specialCategories && (sayEach(facts.specialCategories, said.specialCategories) || said.none)
      );
    case "incidentKind":
      return facts.incidentKind && said.incidentKind[facts.incidentKind];
    case "contact":
      return (
        facts.contact &&
        personRows(facts.contact, language)
          .map(([, value]) => value)
          .join(", ")
      );
    case "informed":
      return facts.informed && (sayInformed(facts.informed, language) || said.nobody);
    case "approximateDataSubjects":
    case "approximateRecords":
      return sayRange(facts[name], language);
    default:
      return facts[name];
  }
}

/** In the order of the questionnaire, whatever order they were named in. */
function sayEach(chosen: readonly string[] = [], names: Readonly<Record<string, string>>): string {
  return Object.entries(names)
    .flatMap(([term, name]) => (chosen.includes(term) ? [name] : []))
    .join(", ");
}

function sayInformed(informed: NonNullable<Facts["informed"]>, language: Language): string {
  return informed
    .map(({ who, at }) => {
      const name = labels[language].informed[who];
      return at === undefined ? name : `${name}, ${longInstant(at, language)}`;
    })
    .join("; ");
}

function sayRange(range: Facts["approximateRecords"], language: Language): string | undefined {
  if (!range) return undefined;
  const { min, max } = range;
  return min === max ? String(min) : labels[language].between(min, max);
}

/** A person whom a report names, with what each line is. */
export function personRows(person: NonNullable<Facts["contact"]>, language: Language): [string, string][] {
  const { name, email, phone } = labels[language].person;
  return [
    [name, person.name],
    [email, legibleAddress(person.email)],
    ...(person.phone === undefined ? [] : [[phone, person.phone] satisfies [string, string]]),
  ];
}
