import * as z from "zod/mini";
import { subProcessorChanges } from "../../../shared/duty-choices.ts";
import { letterCaseFields, letterEntryFields } from "../../../shared/letter/letter.ts";
import type { LetterDossier } from "../../../shared/letter/letter-store.ts";
import { plainText, singleLine } from "../../../shared/text.ts";

/** The objection of a controller, as somebody there writes it: in writing and with arguments (agreement art. 5.2). */
export const objectionSchema = z.strictObject({
  name: singleLine(200),
  /** In which capacity. */
  capacity: z.optional(singleLine(200)),
  arguments: plainText(10_000),
});

export type Objection = z.infer<typeof objectionSchema>;

/** A change of sub-processors as one controller was told of it, with what was on record of the sub-processor then. */
const caseSchema = z.object({
  kind: z.literal("sub-processor-change"),
  ...letterCaseFields,
  change: z.enum(subProcessorChanges),
  effectiveFrom: z.iso.date(),
  because: z.optional(z.object({ nl: z.string(), en: z.string() })),
  subProcessor: z.object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    country: z.string(),
    service: z.object({ nl: z.string(), en: z.string() }),
    agreement: z.optional(z.object({ document: z.string(), signedOn: z.iso.date() })),
  }),
});

export type ChangeCase = z.infer<typeof caseSchema>;

const entryFields = { kind: z.literal("sub-processor-change-entry"), ...letterEntryFields };

/** An objection that came in time. */
const objectionEntry = z.object({
  ...entryFields,
  move: z.literal("objection"),
  /** Lists all objections, of whatever case; see `tableIndexes.register`. */
  register: z.literal("objection"),
  receivedAt: z.iso.datetime(),
  /** Tells a second sending of the same form. */
  keyHash: z.string(),
  name: z.string(),
  capacity: z.optional(z.string()),
  arguments: z.string(),
  /** The period that it came within, and how it was found; absent where the announcement was not delivered by then. */
  period: z.optional(
    z.object({
      deliveredAt: z.string(),
      lastDay: z.string(),
      endsAt: z.string(),
      steps: z.array(z.object({ rule: z.string(), text: z.string(), result: z.string() })),
    }),
  ),
});

export type ObjectionEntry = z.infer<typeof objectionEntry>;

/** What the processor answers to the objections before it. */
const answerEntry = z.object({
  ...entryFields,
  move: z.literal("answer"),
  because: z.string(),
  /** The sequence number of the last objection that it answers. */
  seen: z.int(),
});

export type AnswerEntry = z.infer<typeof answerEntry>;

export const changeSchemas = {
  case: caseSchema,
  entry: z.discriminatedUnion("move", [objectionEntry, answerEntry]),
};

export type ChangeEntry = z.infer<typeof changeSchemas.entry>;

export type ChangeDossier = LetterDossier<ChangeCase, ChangeEntry>;

/** All objections of a case, oldest first. */
export function objectionsIn({ entries }: Pick<ChangeDossier, "entries">): ObjectionEntry[] {
  return entries.filter((entry) => entry.move === "objection");
}

/** Those that no answer has followed yet. */
export function openObjections(dossier: Pick<ChangeDossier, "entries">): ObjectionEntry[] {
  const answered = dossier.entries.findLast(({ move }) => move === "answer")?.sequence ?? 0;
  return objectionsIn(dossier).filter(({ sequence }) => sequence > answered);
}
