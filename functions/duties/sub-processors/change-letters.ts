import { countryText } from "../../../shared/country.ts";
import { longDate, longInstant } from "../../../shared/dates.ts";
import { deskLanguage, type Language } from "../../../shared/language.ts";
import type { Letter } from "../../../shared/letter/letter.ts";
import type { Duties } from "../duties.ts";
import { fact } from "../fact.ts";
import type { Objection } from "./change-case.ts";
import {
  changeHandOver,
  changeHandOverSchemaPath,
  type Objected,
  type ToldChange,
} from "./change-hand-over.ts";
import { changeTexts } from "./change-texts.ts";
import { bindingText } from "./sub-processor-text.ts";

/** Tells a controller of a change of sub-processors, with a link to where it can object (agreement art. 5.2). */
export function announcementLetter(of: ToldChange, processor: string, language: Language): Letter {
  const { subject, intro, mayObject, objectLabel, because } = changeTexts[language];
  return {
    ...toController(language, subject[of.change], changeHandOver(of, language)),
    blocks: [
      { heading: subject[of.change] },
      { paragraph: intro[of.change](processor, longDate(of.effectiveFrom, language)) },
      { paragraph: mayObject },
      { facts: changeFacts(of, language) },
      ...(of.because === undefined ? [] : [{ heading: because }, { quote: of.because[language] }]),
    ],
    link: { page: "objection", label: objectLabel },
  };
}

/** Confirms to a controller that its objection came in, in whose name and with which arguments. */
export function objectionLetter(
  of: ToldChange,
  objected: Objected,
  { privacyDesk }: Pick<Duties, "privacyDesk">,
  language: Language,
): Letter {
  const { subject, intro, notYou, yours } = changeTexts[language].objection;
  return {
    ...toController(language, subject, changeHandOver(of, language, { objected })),
    blocks: [
      { heading: subject },
      { paragraph: intro(longInstant(objected.at, language)) },
      { paragraph: notYou(privacyDesk) },
      { facts: [...changeFacts(of, language), ...objectionFacts(objected, language)] },
      { heading: yours },
      { quote: objected.arguments },
    ],
  };
}

/**
 * Tells the desk of an objection that somebody has to answer.
 * @param sequence its number among the entries of the case
 */
export function deskLetter(of: ToldChange, objected: Objected, sequence: number): Letter {
  const subject = "Bezwaar tegen een subverwerker";
  const { subject: said, objection } = changeTexts[deskLanguage];
  return {
    to: "desk",
    type: "desk",
    language: deskLanguage,
    subject,
    blocks: [
      { heading: subject },
      {
        paragraph: `Een organisatie maakt bezwaar tegen een wijziging die wij aankondigden (${said[of.change]}). Het antwoord gaat als mail naar haar toe:`,
      },
      { list: [`npx meldpunt sub-processors answer ${of.reference} --objection ${sequence} --because "…"`] },
      { facts: [...changeFacts(of, deskLanguage), ...objectionFacts(objected, deskLanguage)] },
      { heading: objection.yours },
      { quote: objected.arguments },
    ],
  };
}

/** Brings a controller the processor's answer to its objections. */
export function answerLetter(
  of: ToldChange,
  answer: { at: string; because: string },
  language: Language,
): Letter {
  const { subject, intro, ours } = changeTexts[language].answer;
  return {
    ...toController(language, subject, changeHandOver(of, language, { answer })),
    blocks: [
      { heading: subject },
      { paragraph: intro },
      { facts: changeFacts(of, language) },
      { heading: ours },
      { quote: answer.because },
    ],
  };
}

function toController(
  language: Language,
  subject: string,
  data: ReturnType<typeof changeHandOver>,
): Omit<Letter, "blocks"> {
  const handOver = { schema: changeHandOverSchemaPath, data };
  return { to: "controller", type: "sub-processor-change", language, subject, handOver };
}

function changeFacts(of: ToldChange, language: Language): [string, string][] {
  const { labels } = changeTexts[language];
  const { name, country, service } = of.subProcessor;
  return [
    [labels.reference, of.reference],
    [labels.controller, `${of.controllerName} (${of.controllerId})`],
    [labels.subProcessor, name],
    [labels.country, countryText(country, language)],
    [labels.service, service[language]],
    [labels.agreement, bindingText(of.subProcessor, language)],
    [labels.from, longDate(of.effectiveFrom, language)],
  ];
}

function objectionFacts({ lastDay, ...by }: Objected, language: Language): [string, string][] {
  const { labels } = changeTexts[language];
  return [[labels.by, whose(by)], ...fact(labels.lastDay, lastDay && longDate(lastDay, language))];
}

function whose({ name, capacity }: Pick<Objection, "name" | "capacity">): string {
  return capacity === undefined ? name : `${name}, ${capacity}`;
}
