import * as Instant from "temporal-polyfill/fns/Instant";
import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import { longInstant } from "../../shared/dates.ts";
import type { Block } from "../../shared/document.ts";
import type { Language } from "../../shared/language.ts";
import type { Mail } from "../../shared/mail/mail.ts";
import { localDate } from "../../shared/periods/amsterdam.ts";
import { movedAt, type Termination, type TerminationHistory } from "./agreement.ts";
import { keptParts, notSearchedParts } from "./certificate-schema.ts";
import { certificateTexts } from "./certificate-texts.ts";
import { derivationFacts } from "./derivation.ts";
import { type PlannedStore, placeText } from "./destruction-plan.ts";
import { noticeDays } from "./notice-period.ts";
import { type Situation, terminationHandOver } from "./termination-hand-over.ts";
import { type TerminationNotice, terminationMailTexts } from "./termination-texts.ts";
import { terminationTexts } from "./texts.ts";

/** The mail that tells a controller that its data will be destroyed, reminds it of that, or tells that it will not be. */
export function terminationMail(
  history: TerminationHistory,
  notice: TerminationNotice,
  language: Language,
  situation: Situation,
): Mail {
  const { reference } = history.case;
  const subject = terminationMailTexts[language].subject[notice];
  return {
    reference,
    type: "termination",
    language,
    subject,
    blocks: [
      { heading: subject },
      ...(notice === "withdrawal"
        ? withdrawalBlocks(history, language)
        : announcementBlocks(history, notice, language, situation)),
      { paragraph: terminationTexts[language].handOver },
    ],
    handOver: terminationHandOver(history, notice, language, situation),
  };
}

function announcementBlocks(
  history: TerminationHistory,
  notice: Exclude<TerminationNotice, "withdrawal">,
  language: Language,
  { earliest }: Situation,
): Block[] {
  const { case: of } = history;
  const texts = terminationMailTexts[language];
  const withdrawnAt = movedAt(history, "withdraw");
  const begunAt = movedAt(history, "begin");
  const notBefore = longInstant(earliest.toISOString(), language);
  return [
    ...(withdrawnAt === undefined
      ? []
      : [{ paragraph: texts.withdrawnMeanwhile(longInstant(withdrawnAt, language)) }]),
    ...(begunAt === undefined ? [] : [{ paragraph: texts.begunMeanwhile(longInstant(begunAt, language)) }]),
    { paragraph: introText(of, notice, language) },
    { paragraph: texts.mistake(notBefore) },
    caseFacts(of, language),
    { paragraph: texts.neverBefore(notBefore) },
    ...(notice === "termination" ? [{ paragraph: texts.notWithin(noticeDays) }] : []),
    { heading: texts.meanwhile.heading },
    { paragraph: texts.meanwhile.text(notBefore) },
    { heading: terminationTexts[language].steps.heading },
    { facts: derivationFacts(of, language) },
    ...(of.because === undefined
      ? []
      : [{ paragraph: terminationTexts[language].because }, { quote: of.because }]),
    ...planBlocks(of.plan, language),
    ...excludedBlocks(of, language),
    ...keptBlocks(of, language),
    { paragraph: texts.certificate },
  ];
}

function introText(
  { controllerName, lastDay, terminatedAt }: Termination,
  notice: Exclude<TerminationNotice, "withdrawal">,
  language: Language,
): string {
  const { intro } = terminationMailTexts[language];
  const terminated = localDate(Instant.fromEpochMilliseconds(Date.parse(terminatedAt)));
  const hasEnded = lastDay < PlainDate.toString(terminated);
  return notice === "reminder" ? intro.reminder(controllerName) : intro.termination(controllerName, hasEnded);
}

function withdrawalBlocks(history: TerminationHistory, language: Language): Block[] {
  const { case: of } = history;
  const texts = terminationMailTexts[language];
  const withdrawnAt = movedAt(history, "withdraw");
  if (withdrawnAt === undefined) throw new Error("the termination is not withdrawn");
  return [
    { paragraph: texts.withdrawn(of.controllerName, longInstant(withdrawnAt, language)) },
    { paragraph: texts.goesOn },
    { paragraph: texts.notYou },
    caseFacts(of, language),
  ];
}

function caseFacts({ reference, controllerId, controllerName }: Termination, language: Language): Block {
  const { labels } = terminationTexts[language];
  return {
    facts: [
      [labels.reference, reference],
      [labels.controller, `${controllerName} (${controllerId})`],
    ],
  };
}

function excludedBlocks({ excluded = [] }: Termination, language: Language): Block[] {
  if (excluded.length === 0) return [];
  const { heading, text } = terminationMailTexts[language].excluded;
  const { reasons } = certificateTexts[language].remains;
  return [
    { heading },
    { paragraph: text },
    { facts: excluded.map((place) => [placeText(place), reasons[place.reason]("", 0)] as const) },
  ];
}

function planBlocks(plan: readonly PlannedStore[], language: Language): Block[] {
  const texts = terminationMailTexts[language];
  const { stores, emptying, notSearched } = terminationTexts[language];
  const rows = plan.map((planned) => {
    const { name, about } = stores[planned.store];
    const { where } = planned;
    const label = where === undefined ? name : `${name} (${where})`;
    const isDeleted = planned.means === "deleted";
    return {
      isDeleted,
      row: [label, isDeleted ? about : texts.emptyWithin(planned.days, about)] as const,
    };
  });
  const rowsOf = (deleted: boolean) =>
    rows.filter(({ isDeleted }) => isDeleted === deleted).map(({ row }) => row);
  return [
    { heading: texts.deleted },
    { facts: rowsOf(true) },
    ...notSearchedParts.map((part) => ({ paragraph: notSearched[part] })),
    { heading: emptying.heading },
    { paragraph: emptying.intro },
    { facts: rowsOf(false) },
  ];
}

function keptBlocks({ keptYears }: Termination, language: Language): Block[] {
  const { heading, parts, evidence } = terminationTexts[language].kept;
  return [
    { heading },
    { paragraph: terminationMailTexts[language].kept(keptYears) },
    { facts: keptParts.map((part) => parts[part]) },
    { paragraph: evidence },
  ];
}
