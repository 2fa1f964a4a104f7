import * as z from "zod/mini";
import type { Language } from "../../../shared/language.ts";
import type { SubProcessor } from "./sub-processor.ts";

/** A sub-processor in the machine-readable side of a letter. */
export const handedOverSchema = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  country: z.string(),
  service: z.string(),
  /** By which document it is bound to the agreement's duties; null where it is not yet. */
  agreement: z.nullable(z.object({ document: z.string(), signedOn: z.iso.date() })),
});

/** A version of a sub-processor's record as it is handed over to whoever reads that language. */
export function handedOver(
  { id, version }: { id: string; version: number },
  { name, country, service, agreement }: Pick<SubProcessor, "name" | "country" | "service" | "agreement">,
  language: Language,
): z.infer<typeof handedOverSchema> {
  return { id, version, name, country, service: service[language], agreement: agreement ?? null };
}
