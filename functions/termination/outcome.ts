import * as z from "zod/mini";
import { emptyingStoreSchema } from "./destruction-plan.ts";
import { objectsProgressSchema } from "./objects/progress.ts";

const instant = z.iso.datetime();
const count = z.int().check(z.minimum(0));

/** What was destroyed of a controller's records in the table. Each number counts items that were deleted or changed. */
export const recordsProgressSchema = z.object({
  /** Items of requests and of their mails. */
  requests: count,
  /** Breach reports that concerned nobody else, with all that belonged to them. */
  breachReports: count,
  /** Breach reports of several controllers that lost this one. */
  sharedReports: count,
  /** Mails about breaches to this controller; what changed of its contacts, and cases of letters, with their mails. */
  notices: count,
  /** Items that name the controller and that this release does not know, so that they are still there. */
  unknown: count,
  /** Cases that are still there because S3 does not delete their files. */
  filesLeft: z.optional(count),
  /** When a consistent scan of the whole table found nothing more. */
  emptyAt: z.optional(instant),
});

export type RecordsProgress = z.infer<typeof recordsProgressSchema>;

/** A place that a controller's record names and that must not be touched: why it was left alone. */
export const excludedPlaceSchema = z.object({
  bucket: z.string(),
  prefix: z.string(),
  reason: z.enum(["overlaps", "unknown_bucket"]),
});

/** What a destruction has come to: verified facts, from which the certificate or the report is written. */
export const outcomeSchema = z.object({
  /** When the intake was closed, the first delete was about to be made, and the last verification was done. */
  closedAt: instant,
  begunAt: instant,
  finishedAt: instant,
  objects: z.array(objectsProgressSchema),
  excluded: z.array(excludedPlaceSchema),
  records: recordsProgressSchema,
  /**
   * Whether every run ended as it should, and S3 can have deleted nothing itself; otherwise the counts are the least that
   * was destroyed.
   */
  countsAreExact: z.boolean(),
  /** The stores that empty themselves, and by when. */
  emptying: z.array(emptyingStoreSchema),
  /** Until when the little that is kept is kept. */
  keptUntil: instant,
});

export type Outcome = z.infer<typeof outcomeSchema>;
