import type { Controller } from "../../../shared/controller.ts";
import { longDate } from "../../../shared/dates.ts";
import type { Letter } from "../../../shared/letter/letter.ts";
import type { Duties } from "../duties.ts";
import { fact } from "../fact.ts";
import type { InstructionInput } from "./instruction.ts";
import { type InstructionHandOver, instructionHandOverSchemaPath } from "./instruction-hand-over.ts";
import { instructionTexts } from "./instruction-texts.ts";

/** Under which reference it is recorded that an instruction seems unlawful, when, and in whose name it is said. */
type Saying = Pick<Duties, "processor" | "privacyDesk"> & { reference: string; at: Date };

/** Tells a controller that its instruction seems unlawful (GDPR art. 28(3), last sentence; agreement art. 2.4). */
export function instructionLetter(controller: Controller, said: InstructionInput, saying: Saying): Letter {
  const { language } = controller;
  const { labels, ...texts } = instructionTexts[language];
  return {
    to: "controller",
    type: "unlawful-instruction",
    language,
    subject: texts.subject,
    blocks: [
      { heading: texts.subject },
      { paragraph: texts.intro },
      { paragraph: said.suspended ? texts.suspended : texts.notSuspended },
      { paragraph: `${texts.yours} ${texts.answer(saying.privacyDesk)}` },
      {
        facts: [
          [labels.reference, saying.reference],
          [labels.controller, controller.name],
          [labels.processor, saying.processor],
          ...fact(labels.instructedBy, said.instructedBy),
          ...fact(labels.instructedOn, said.instructedOn && longDate(said.instructedOn, language)),
        ],
      },
      { heading: texts.instruction },
      { quote: said.instruction },
      { heading: texts.why },
      { quote: said.why },
      { paragraph: texts.handOver },
    ],
    handOver: { schema: instructionHandOverSchemaPath, data: handOver(controller, said, saying) },
  };
}

function handOver(
  { id, name, language }: Controller,
  { instruction, why, instructedBy, instructedOn, suspended }: InstructionInput,
  { reference, at, processor }: Saying,
): Omit<InstructionHandOver, "$schema"> {
  return {
    reference,
    language,
    controller: { id, name },
    processor,
    recordedAt: at.toISOString(),
    instruction,
    why,
    instructedBy: instructedBy ?? null,
    instructedOn: instructedOn ?? null,
    suspended,
  };
}
