import * as z from "zod/mini";
import { witnessedHead } from "../../../shared/evidence/witnessed-head.ts";
import { helpKinds } from "./assistance.ts";

/** Where the schema below is published, from the public API's root. */
export const assistanceHandOverSchemaPath = "/schemas/assistance-1.json";

/** The machine-readable side of the mail that tells a controller what help it was given. */
export const assistanceHandOverSchema = z.object({
  $schema: z.string(),
  reference: z.string(),
  language: z.string(),
  controller: z.object({ id: z.string(), name: z.string() }),
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
  evidence: z.optional(witnessedHead),
});

export type AssistanceHandOver = z.infer<typeof assistanceHandOverSchema>;
