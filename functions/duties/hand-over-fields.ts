import * as z from "zod/mini";
import { witnessedHead } from "../../shared/evidence/witnessed-head.ts";

/** What stands in the machine-readable side of every letter to a controller. */
export const handOverFields = {
  $schema: z.string(),
  reference: z.string(),
  language: z.string(),
  controller: z.object({ id: z.string(), name: z.string() }),
  evidence: z.optional(witnessedHead),
};
