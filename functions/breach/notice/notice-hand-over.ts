import * as z from "zod/mini";
import { witnessedHead } from "../../../shared/evidence/witnessed-head.ts";
import { factNames } from "../report.ts";
import { noticeTypes } from "../standing.ts";
import { storedFactsSchema } from "../stored-report.ts";
import { sheetStatuses } from "./authority-sheet.ts";
import { controllerBreachNotice, termsIn } from "./data-privacy-vocabulary.ts";
import type { NoticeContent } from "./notice.ts";
import { clockBases } from "./notice-clock.ts";

/** Where the schema below is published, from the public API's root. */
export const noticeHandOverSchemaPath = "/schemas/breach-notice-1.json";

const answer = { label: z.string(), value: z.nullable(z.string()) };
const contact = z.object({ name: z.string(), email: z.string(), phone: z.optional(z.string()) });

/**
 * The machine-readable side of a breach notice: what its mail says, the facts as they were reported, and the words of
 * the Data Privacy Vocabulary (DPV) for them. Labels and values are in `language`.
 */
export const noticeHandOverSchema = z.object({
  $schema: z.string(),
  "@type": z.literal(controllerBreachNotice),
  reference: z.string(),
  receivedAt: z.iso.datetime(),
  language: z.string(),
  notice: z.object({ number: z.int().check(z.minimum(1)), type: z.enum(noticeTypes) }),
  controller: z.object({ id: z.string(), name: z.string() }),
  because: z.optional(z.string()),
  /**
   * The items of article 7.3 of the data-processing agreement, in its order. Those of a withdrawn notice, like its
   * facts, are what had been told before.
   */
  sevenItems: z
    .array(z.object({ item: z.int(), label: z.string(), answers: z.array(z.object(answer)) }))
    .check(z.length(7)),
  /** The answers in the order of the Dutch authority's questionnaire. */
  sheet: z.array(z.object({ question: z.string(), ...answer, status: z.enum(sheetStatuses) })),
  facts: storedFactsSchema,
  terms: z.array(z.object({ field: z.enum(factNames), value: z.string(), dpv: z.nullable(z.string()) })),
  /** What has changed since the notice before; null for what was not known, or is no more. */
  changes: z.array(z.object({ field: z.enum(factNames), old: z.unknown(), new: z.unknown() })),
  /** The newest notes, oldest first, and how many older ones did not fit. */
  notes: z.array(z.string()),
  notesLeftOut: z.int(),
  /** The controller's own period; null in a withdrawn notice. */
  deadline: z.nullable(
    z.object({
      conservative: z.iso.datetime(),
      latestLawful: z.iso.datetime(),
      steps: z.array(z.object({ rule: z.string(), text: z.string(), result: z.string() })),
      holidays: z.string(),
      countedFrom: z.iso.datetime(),
      basis: z.enum(clockBases),
      /** The number of the notice that it is counted from: the first that did not fail. */
      countedFromNotice: z.int().check(z.minimum(1)),
    }),
  ),
  contact,
  evidence: z.optional(witnessedHead),
});

type NoticeHandOver = z.infer<typeof noticeHandOverSchema>;

/** The hand-over of a notice to its controller. */
export function noticeHandOver(content: NoticeContent, publicUrl: string): NoticeHandOver {
  const { of, notice, language, changed = [] } = content;
  const { number, controller, round, previous } = notice;
  return {
    $schema: publicUrl + noticeHandOverSchemaPath,
    "@type": controllerBreachNotice,
    reference: of.reference,
    receivedAt: of.receivedAt,
    language,
    notice: { number, type: round.type },
    controller: { id: controller.id, name: controller.name },
    ...(round.because !== undefined && { because: round.because }),
    sevenItems: content.items.map(({ label, answers }, n) => ({
      item: n + 1,
      label,
      answers: answers.map(plain),
    })),
    sheet: content.sheet.map(({ question, status, ...rest }) => ({ question, ...plain(rest), status })),
    facts: round.facts,
    terms: termsIn(round.facts),
    changes: changed.map((field) => ({
      field,
      old: previous?.facts[field] ?? null,
      new: round.facts[field] ?? null,
    })),
    notes: [...content.notes],
    notesLeftOut: content.notesLeftOut,
    deadline: content.clock ?? null,
    contact: content.contact,
  };
}

function plain({ label, value = null }: { label: string; value?: string | null | undefined }) {
  return { label, value };
}
