import * as z from "zod/mini";
import { witnessedHead } from "../../shared/evidence/witnessed-head.ts";
import type { Language } from "../../shared/language.ts";
import { movedAt, type TerminationHistory } from "./agreement.ts";
import { agreementDates, agreementDatesOf } from "./agreement-dates.ts";
import { keptParts, notSearchedParts } from "./certificate-schema.ts";
import { derivationOf } from "./derivation.ts";
import { plannedStoreSchema } from "./destruction-plan.ts";
import { excludedPlaceSchema } from "./outcome.ts";
import { type TerminationNotice, terminationNotices } from "./termination-texts.ts";

/** Where the schema below is published, from the public API's root. */
export const terminationHandOverSchemaPath = "/schemas/termination-1.json";

const instant = z.iso.datetime();

/** The machine-readable side of the mails that tell a controller what will be destroyed, and when. */
export const terminationHandOverSchema = z.object({
  $schema: z.string(),
  reference: z.string(),
  language: z.string(),
  notice: z.enum(terminationNotices),
  controller: z.object({ id: z.string(), name: z.string() }),
  terminatedAt: instant,
  /** Once it is withdrawn nothing is destroyed. */
  withdrawnAt: z.nullable(instant),
  ...agreementDates,
  /** As of this mail: nothing is destroyed before, also where `destroyNotBefore` is earlier. */
  earliest: instant,
  /** How those dates were found, in `language`. */
  steps: z.array(z.object({ rule: z.string(), text: z.string(), result: z.string() })),
  plan: z.array(plannedStoreSchema),
  /** Places of the controller that cannot be destroyed as things are, and why. */
  excluded: z.array(excludedPlaceSchema),
  notSearched: z.array(z.enum(notSearchedParts)),
  /** What is kept after the destruction, and for how long. */
  kept: z.object({ what: z.array(z.enum(keptParts)), years: z.int() }),
  evidence: z.optional(witnessedHead),
});

type TerminationHandOver = z.infer<typeof terminationHandOverSchema>;

/** When a mail is written: before which instant nothing is destroyed, as far as is known then. `publicUrl` is for links. */
export type Situation = { publicUrl: string; earliest: Date };

/** The hand-over that goes with one of those mails. */
export function terminationHandOver(
  history: TerminationHistory,
  notice: TerminationNotice,
  language: Language,
  { publicUrl, earliest }: Situation,
): TerminationHandOver {
  const { case: of } = history;
  return {
    $schema: publicUrl + terminationHandOverSchemaPath,
    reference: of.reference,
    language,
    notice,
    controller: { id: of.controllerId, name: of.controllerName },
    terminatedAt: of.terminatedAt,
    withdrawnAt: movedAt(history, "withdraw") ?? null,
    ...agreementDatesOf(of),
    earliest: earliest.toISOString(),
    steps: derivationOf(of, language),
    plan: of.plan,
    excluded: of.excluded ?? [],
    notSearched: [...notSearchedParts],
    kept: { what: [...keptParts], years: of.keptYears },
  };
}
