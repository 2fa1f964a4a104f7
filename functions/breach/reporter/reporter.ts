import * as z from "zod/mini";
import { hashReporterCode, nameReporter, randomCode } from "../../../shared/codes.ts";

/**
 * Somebody who may make a breach notice leave at once: staff, a sub-processor, a monitoring system. `addedBy` and
 * `revokedBy` are ARNs of operators; one that has `revokedAt` speaks for nobody any more.
 */
export const reporterSchema = z.object({
  v: z.literal(1),
  kind: z.literal("reporter"),
  id: z.string(),
  name: z.string(),
  codeHash: z.string(),
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
  revokedAt: z.optional(z.iso.datetime()),
  revokedBy: z.optional(z.string()),
});

export type Reporter = z.infer<typeof reporterSchema>;

/** Whether this is somebody who may speak for the processor still. */
export function isKnown(reporter: Reporter | undefined): reporter is Reporter {
  return reporter !== undefined && reporter.revokedAt === undefined;
}

/** A new reporter and the code that makes its reports leave at once: told once, and stored nowhere. */
export function makeReporter(name: string, caller: string, now: Date): { reporter: Reporter; code: string } {
  const code = randomCode();
  const reporter: Reporter = {
    v: 1,
    kind: "reporter",
    id: nameReporter(code),
    name,
    codeHash: hashReporterCode(code),
    addedAt: now.toISOString(),
    addedBy: caller,
  };
  return { reporter, code };
}
