import type { Controller } from "../../../shared/controller.ts";
import { longDate } from "../../../shared/dates.ts";
import type { Letter } from "../../../shared/letter/letter.ts";
import type { Duties } from "../duties.ts";
import { fact } from "../fact.ts";
import type { AssistanceInput } from "./assistance.ts";
import { type AssistanceHandOver, assistanceHandOverSchemaPath } from "./assistance-hand-over.ts";
import { assistanceTexts } from "./assistance-texts.ts";
import { durationText } from "./duration-text.ts";

/** Under which reference help is recorded, when, in whose name, and the statements that go with it. */
type Saying = Pick<Duties, "processor" | "privacyDesk"> & {
  reference: string;
  at: Date;
  statements: Letter["blocks"];
};

/** Tells a controller what help it was given, how much time that took, and whether it is charged. */
export function assistanceLetter(controller: Controller, given: AssistanceInput, saying: Saying): Letter {
  const { language } = controller;
  const { labels, ...texts } = assistanceTexts[language];
  const { statements, privacyDesk } = saying;
  return {
    to: "controller",
    type: "assistance",
    language,
    subject: texts.subject,
    blocks: [
      { heading: texts.subject },
      { paragraph: texts.intro },
      {
        facts: [
          [labels.reference, saying.reference],
          [labels.controller, controller.name],
          [labels.processor, saying.processor],
          [labels.kind, texts.kinds[given.kind]],
          ...fact(labels.about, given.about),
          [labels.doneOn, longDate(given.doneOn, language)],
          [labels.time, durationText(given.minutes, language)],
        ],
      },
      { paragraph: given.chargeable ? texts.charged : texts.notCharged },
      { heading: texts.description },
      { quote: given.description },
      { paragraph: `${texts.question(privacyDesk)} ${texts.handOver}` },
      ...(statements.length > 0 ? [{ paragraph: texts.statements }, ...statements] : []),
    ],
    handOver: { schema: assistanceHandOverSchemaPath, data: handOver(controller, given, saying) },
  };
}

function handOver(
  { id, name, language }: Controller,
  { kind, doneOn, minutes, chargeable = false, about, description }: AssistanceInput,
  { reference, at, processor }: Saying,
): Omit<AssistanceHandOver, "$schema"> {
  return {
    reference,
    language,
    controller: { id, name },
    processor,
    recordedAt: at.toISOString(),
    kind,
    doneOn,
    minutes,
    chargeable,
    about: about ?? null,
    description,
  };
}
