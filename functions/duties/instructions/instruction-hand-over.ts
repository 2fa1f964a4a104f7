import * as z from "zod/mini";
import { handOverFields } from "../hand-over-fields.ts";

/** Where the schema below is published, from the public API's root. */
export const instructionHandOverSchemaPath = "/schemas/unlawful-instruction-1.json";

/** The machine-readable side of the mail that an instruction seems unlawful (GDPR art. 28(3), last sentence). */
export const instructionHandOverSchema = z.object({
  ...handOverFields,
  processor: z.string(),
  recordedAt: z.iso.datetime(),
  instruction: z.string(),
  why: z.string(),
  instructedBy: z.nullable(z.string()),
  instructedOn: z.nullable(z.iso.date()),
  /** Whether the processor leaves it undone until the controller has confirmed, changed or withdrawn it. */
  suspended: z.boolean(),
});

export type InstructionHandOver = z.infer<typeof instructionHandOverSchema>;
