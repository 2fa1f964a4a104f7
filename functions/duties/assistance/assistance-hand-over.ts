import * as z from "zod/mini";
import { helpKinds } from "../../../shared/duty-choices.ts";
import { handOverFields } from "../hand-over-fields.ts";

/** Where the schema below is published, from the public API's root. */
export const assistanceHandOverSchemaPath = "/schemas/assistance-1.json";

/** The machine-readable side of the mail that tells a controller what help it was given. */
export const assistanceHandOverSchema = z.object({
  ...handOverFields,
  processor: z.string(),
  recordedAt: z.iso.datetime(),
  kind: z.enum(helpKinds),
  doneOn: z.iso.date(),
  minutes: z.int(),
  /** Whether the time is charged. */
  chargeable: z.boolean(),
  /** The reference of the case that it was about. */
  about: z.nullable(z.string()),
  description: z.string(),
});

export type AssistanceHandOver = z.infer<typeof assistanceHandOverSchema>;
