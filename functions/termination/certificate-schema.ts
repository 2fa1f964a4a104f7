import * as z from "zod/mini";
import { witnessedHead } from "../../shared/evidence/witnessed-head.ts";
import { agreementDates } from "./agreement-dates.ts";
import { storeNames } from "./destruction-plan.ts";
import { netStates } from "./objects/progress.ts";
import { remainSchema } from "./remains.ts";

/** Where the schema below is published, from the public API's root. */
export const certificateSchemaPath = "/schemas/destruction-1.json";

/** What is kept of a controller after the destruction. */
export const keptParts = ["identity", "contacts", "termination", "open_breach_reports"] as const;

/** What the destruction does not search for a controller: `free_text` can hold its name in somebody's own words. */
export const notSearchedParts = ["free_text"] as const;

const instant = z.iso.datetime();
const count = z.int().check(z.minimum(0));

/** What is said of every destruction; `settledAt` is the schema of an instant that only a finished one has in each place. */
function documentWith<T extends z.ZodMiniType>(settledAt: T) {
  return {
    reference: z.string(),
    /** Which entry of the case it was written from. */
    number: z.int().check(z.minimum(1)),
    recordedAt: instant,
    controller: z.object({ id: z.string(), name: z.string() }),
    agreement: z.object({ terminatedAt: instant, ...agreementDates }),
    destruction: z.object({ intakeClosedAt: instant, begunAt: instant, finishedAt: instant }),
    /**
     * Where they are not, a run was cut short, or lifecycle rules may have deleted a part, and each count is the least that
     * was destroyed.
     */
    countsAreExact: z.boolean(),
    objects: z.array(
      z.object({
        bucket: z.string(),
        prefix: z.string(),
        begunAt: z.nullable(instant),
        /** What was deleted, one by one, and S3 confirmed. An unversioned object counts as one version. */
        deleted: z.object({ versions: count, deleteMarkers: count, unfinishedUploads: count, bytes: count }),
        /**
         * The lifecycle rules under those deletes, S3's code where it refused them, and whether S3 may have deleted by them
         * what is not counted.
         */
        lifecycleRules: z.object({
          state: z.enum(netStates),
          code: z.nullable(z.string()),
          mayHaveDeleted: z.boolean(),
        }),
        /** When lists of all versions and all uploads found nothing. */
        verifiedEmptyAt: settledAt,
      }),
    ),
    /** Records in the table, by the controller's id. */
    records: z.object({
      requests: count,
      breachReports: count,
      /** Breach reports of several controllers that no longer name this one. */
      sharedBreachReports: count,
      notices: count,
      /** When one consistent scan of the whole table found nothing under that id but what is kept. */
      verifiedEmptyAt: settledAt,
    }),
    notSearched: z.array(z.enum(notSearchedParts)),
    /**
     * Stores that nothing can be deleted from, and by when they have emptied themselves; not while something is left that
     * will pass through them when it is deleted.
     */
    emptying: z.array(
      z.object({ store: z.enum(storeNames), where: z.nullable(z.string()), emptyBy: instant }),
    ),
    /** What is kept once all is destroyed, and until when. */
    kept: z.object({ what: z.array(z.enum(keptParts)), until: settledAt }),
    /** Places that were announced, but were no longer the controller's when the destruction was done. */
    noLongerNamed: z.array(z.string()),
    /** Of the mail that brings the document, and differs with it: no part of what is certified. */
    evidence: z.optional(witnessedHead),
  };
}

/**
 * What has become of a controller's data: a certificate, which leaves nothing open, or a report that says what was not
 * destroyed. A document that is refused by this schema is never sent. `$schema` is relative, unlike in other hand-overs:
 * the same facts give the same bytes, at whatever address the API is reached.
 */
export const certificateSchema = z.discriminatedUnion("type", [
  z.object({
    $schema: z.literal(certificateSchemaPath),
    type: z.literal("certificate"),
    ...documentWith(instant),
    notDestroyed: z.array(remainSchema).check(z.length(0)),
  }),
  z.object({
    $schema: z.literal(certificateSchemaPath),
    type: z.literal("destruction-report"),
    ...documentWith(z.nullable(instant)),
    notDestroyed: z.array(remainSchema).check(z.minLength(1)),
  }),
]);

export type CertificateDocument = z.infer<typeof certificateSchema>;
