import { longInstant } from "../../../shared/dates.ts";
import { deskLanguage, type Language, type Translated } from "../../../shared/language.ts";
import type { Letter } from "../../../shared/letter/letter.ts";
import type { StatementTopic } from "./statement.ts";
import { statementBlocks } from "./statement-blocks.ts";
import { answerDue, type StatementCase } from "./statement-case.ts";
import { statementHandOver, statementHandOverSchemaPath } from "./statement-hand-over.ts";
import type { Available } from "./statement-store.ts";
import { topicTexts } from "./statement-texts.ts";

type Texts = {
  subject: string;
  /** Of the letter that comes with the request itself, and of one that follows it. */
  first: (at: string) => string;
  later: (at: string) => string;
  follows: string;
  reference: string;
  controller: string;
};

const texts: Translated<Texts> = {
  nl: {
    subject: "Onze verklaringen over de verwerking",
    first: (at) => `Op ${at} vroeg u ons om deze informatie over de verwerking van uw persoonsgegevens:`,
    later: (at) =>
      `Op ${at} vroeg u ons om informatie over de verwerking. Dit konden wij u toen nog niet geven:`,
    follows: "Het volgende hebben wij nog niet op schrift. Wij sturen het u zodra het er is:",
    reference: "Kenmerk",
    controller: "Organisatie",
  },
  en: {
    subject: "Our statements on the processing",
    first: (at) => `On ${at} you asked us for this information on the processing of your personal data:`,
    later: (at) =>
      `On ${at} you asked us for information on the processing. This we could not give you then:`,
    follows: "The following we do not have in writing yet. We send it to you as soon as it is there:",
    reference: "Reference",
    controller: "Controller",
  },
};

/** What a letter is about: the request, what it says and what follows later. */
export type Answering = {
  of: Pick<StatementCase, "reference" | "controllerId" | "controllerName" | "receivedAt" | "topics">;
  said: readonly StatementTopic[];
  open: readonly StatementTopic[];
  isFirst: boolean;
};

/** The letter that gives a controller what it asked for. */
export function answerLetter(
  { of, said, open, isFirst }: Answering,
  available: Available,
  language: Language,
): Letter {
  const { subject, first, later, follows, reference, controller } = texts[language];
  const names = (topics: readonly StatementTopic[]) => topics.map((topic) => topicTexts[language][topic]);
  const at = longInstant(of.receivedAt, language);
  return {
    to: "controller",
    type: "statement",
    language,
    subject,
    blocks: [
      { heading: subject },
      { paragraph: isFirst ? first(at) : later(at) },
      { list: names(isFirst ? of.topics : said) },
      ...(open.length > 0 ? [{ paragraph: follows }, { list: names(open) }] : []),
      {
        facts: [
          [reference, of.reference],
          [controller, `${of.controllerName} (${of.controllerId})`],
        ],
      },
      ...said.flatMap((topic) => {
        const found = available.statements.get(topic);
        return found ? statementBlocks(topic, found, available.engaged, language) : [];
      }),
    ],
    handOver: {
      schema: statementHandOverSchemaPath,
      data: statementHandOver(of, said, open, available, language),
    },
  };
}

/** Tells the desk which statements somebody has to record, so that a controller gets its answer. */
export function deskLetter({ of, open }: Pick<Answering, "of" | "open">): Letter {
  const subject = "Een verklaring is nog niet vastgelegd";
  return {
    to: "desk",
    type: "desk",
    language: deskLanguage,
    subject,
    blocks: [
      { heading: subject },
      {
        paragraph:
          "Een organisatie vroeg om informatie die nog niet is vastgelegd. Leg deze vast; dan krijgt zij haar antwoord vanzelf.",
      },
      { list: open.map((topic) => `npx meldpunt statements publish ${topic} --nl nl.txt --en en.txt`) },
      {
        facts: [
          ["Kenmerk", of.reference],
          ["Organisatie", `${of.controllerName} (${of.controllerId})`],
          ["Ontbreekt", open.map((topic) => topicTexts[deskLanguage][topic]).join("; ")],
          ["Gevraagd op", longInstant(of.receivedAt, deskLanguage)],
          ["Te laat na", longInstant(answerDue(of), deskLanguage)],
        ],
      },
    ],
  };
}
