import * as z from "zod/mini";
import { day } from "../../../shared/day.ts";
import { subProcessorChanges } from "../../../shared/duty-choices.ts";
import { plainText } from "../../../shared/text.ts";
import { referenceFor } from "../letter-case.ts";
import { subProcessorId } from "./sub-processor.ts";

/** What becomes of a sub-processor. */
export type Change = (typeof subProcessorChanges)[number];

/** Why, for the controllers to read: each reads it in its own language. */
export const explanation = z.strictObject({ nl: plainText(2_000), en: plainText(2_000) });

/** What is announced to every controller (agreement art. 5.2). */
export const announcementSchema = z.strictObject({
  subProcessorId,
  /** The version of its record that is announced. */
  version: z.int(),
  change: z.enum(subProcessorChanges),
  /** The day from which it is so; see `refuseOtherDay`. */
  effectiveFrom: day,
  because: z.optional(explanation),
});

export type Announcement = z.infer<typeof announcementSchema>;

type Announced = Omit<Announcement, "because">;

/** What the announcements of a sub-processor are kept under; see `Recorded`. */
export function announcementRecords(id: string): string {
  return `announcement/${id}/`;
}

/** What an announcement is kept under: the same change is announced once, however often that is asked for. */
export function announcementRecord({
  subProcessorId: id,
  version,
  change,
  effectiveFrom,
}: Announced): string {
  return `${announcementRecords(id)}${version}-${change}-${effectiveFrom}`;
}

/** The reference under which a controller is told of it: the same for a repetition, so that nobody is told twice. */
export function announcementReference(announcement: Announced, controllerId: string): string {
  return referenceFor("subProcessorChange", `${announcementRecord(announcement)} ${controllerId}`);
}
