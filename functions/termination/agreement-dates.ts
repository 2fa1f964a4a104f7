import * as z from "zod/mini";
import { monthReadings } from "../../shared/periods/month.ts";
import type { Termination } from "./agreement.ts";

/** The dates of an agreement's end, as every document about it states them. */
export const agreementDates = {
  lastDay: z.iso.date(),
  monthReading: z.enum(monthReadings),
  computedDay: z.iso.date(),
  /** The day that was agreed instead of the computed one, and why. */
  agreed: z.nullable(z.object({ day: z.iso.date(), because: z.nullable(z.string()) })),
  dueDay: z.iso.date(),
  destroyNotBefore: z.iso.datetime(),
  destroyBy: z.iso.datetime(),
};

/** Those dates of this end of an agreement. */
export function agreementDatesOf(of: Termination) {
  return {
    lastDay: of.lastDay,
    monthReading: of.reading,
    computedDay: of.computedDay,
    agreed: of.destroyAfter === undefined ? null : { day: of.destroyAfter, because: of.because ?? null },
    dueDay: of.dueDay,
    destroyNotBefore: of.destroyNotBefore,
    destroyBy: of.destroyBy,
  };
}
