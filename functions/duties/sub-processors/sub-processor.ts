import * as z from "zod/mini";
import { isCountry } from "../../../shared/country.ts";
import { day } from "../../../shared/day.ts";
import { singleLine } from "../../../shared/text.ts";
import type { Recorded } from "../record.ts";

const idRule = "An id is 2 to 63 of a-z, 0-9 and single hyphens between them.";
const countryRule = "A country is named by its two capital letters (ISO 3166-1 alpha-2), such as NL.";

/** A sub-processor's id. */
export const subProcessorId = z
  .string()
  .check(z.refine((id) => /^(?=.{2,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id), idRule));

/** What is on record about a sub-processor (agreement art. 5.2, 5.3). Its days are dates in Europe/Amsterdam. */
export const subProcessorSchema = z
  .strictObject({
    name: singleLine(200),
    country: z.string().check(z.refine(isCountry, countryRule)),
    /** What it does for the processor. */
    service: z.strictObject({ nl: singleLine(500), en: singleLine(500) }),
    /** The document that binds it to the duties of the agreement, in writing: signed, so not on a day to come. */
    agreement: z.optional(z.strictObject({ document: singleLine(200), signedOn: day })),
    /** The first day on which it processes; absent as long as it is only intended. */
    engagedFrom: z.optional(day),
    /** The last day on which it processes. */
    endedOn: z.optional(day),
  })
  .check(
    z.refine(({ engagedFrom, endedOn }) => !engagedFrom || !endedOn || engagedFrom <= endedOn, {
      error: "ends_before_it_starts",
      path: ["endedOn"],
    }),
  );

export type SubProcessor = z.infer<typeof subProcessorSchema>;

/** A version of a sub-processor's record, with its id. */
export type RecordedSubProcessor = Recorded<SubProcessor> & { id: string };

const recordPrefix = "sub-processor/";

/** What a sub-processor's record is kept under; all of them without an id. See `Recorded`. */
export function subProcessorRecord(id = ""): string {
  return recordPrefix + id;
}

/** Whether it processes on that day. */
export function isEngaged({ engagedFrom, endedOn }: SubProcessor, on: string): boolean {
  return engagedFrom !== undefined && engagedFrom <= on && (endedOn === undefined || on <= endedOn);
}
