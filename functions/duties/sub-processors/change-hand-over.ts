import * as z from "zod/mini";
import { subProcessorChanges } from "../../../shared/duty-choices.ts";
import type { Language } from "../../../shared/language.ts";
import { handOverFields } from "../hand-over-fields.ts";
import type { ChangeCase, Objection } from "./change-case.ts";
import { handedOver, handedOverSchema } from "./handed-over.ts";
import { objectionWeeks } from "./objection-period.ts";

/** Where the schema below is published, from the public API's root. */
export const changeHandOverSchemaPath = "/schemas/sub-processor-change-1.json";

const instant = z.iso.datetime();

/** The machine-readable side of the mails to a controller about a change of sub-processors. */
export const changeHandOverSchema = z.object({
  ...handOverFields,
  notice: z.enum(["announcement", "objection", "answer"]),
  announcedAt: instant,
  change: z.enum(subProcessorChanges),
  effectiveFrom: z.iso.date(),
  because: z.nullable(z.string()),
  subProcessor: handedOverSchema,
  /** Within how many weeks of the delivery of the announcement the controller may object. */
  objectionWeeks: z.int(),
  /** What the controller objected, where this mail confirms that it came in. */
  objection: z.optional(
    z.object({
      at: instant,
      name: z.string(),
      capacity: z.nullable(z.string()),
      arguments: z.string(),
      /** The last day on which it could; null where the announcement was not delivered by then. */
      lastDay: z.nullable(z.iso.date()),
    }),
  ),
  /** What the processor answers, where this mail brings it. */
  answer: z.optional(z.object({ at: instant, because: z.string() })),
});

type HandOver = Omit<z.infer<typeof changeHandOverSchema>, "$schema" | "evidence">;

/** What a controller was told of, without the fields that only its item has. */
export type ToldChange = Pick<
  ChangeCase,
  | "reference"
  | "controllerId"
  | "controllerName"
  | "receivedAt"
  | "change"
  | "effectiveFrom"
  | "because"
  | "subProcessor"
>;

/** An objection, and the last day on which it could be made, where that is known. */
export type Objected = Objection & { at: string; lastDay: string | undefined };

/** The hand-over of the mail that announces a change, confirms an objection or brings the answer to it. */
export function changeHandOver(
  of: ToldChange,
  language: Language,
  { objected, answer }: { objected?: Objected; answer?: { at: string; because: string } } = {},
): HandOver {
  return {
    reference: of.reference,
    language,
    notice: objected ? "objection" : answer ? "answer" : "announcement",
    controller: { id: of.controllerId, name: of.controllerName },
    announcedAt: of.receivedAt,
    change: of.change,
    effectiveFrom: of.effectiveFrom,
    because: of.because?.[language] ?? null,
    subProcessor: handedOver(of.subProcessor, of.subProcessor, language),
    objectionWeeks,
    ...(objected && {
      objection: {
        at: objected.at,
        name: objected.name,
        capacity: objected.capacity ?? null,
        arguments: objected.arguments,
        lastDay: objected.lastDay ?? null,
      },
    }),
    ...(answer && { answer }),
  };
}
