import * as z from "zod/mini";
import { dayMilliseconds } from "../../../shared/dates.ts";
import type { Territory } from "./territory.ts";

const count = z.int().check(z.minimum(0));

/**
 * What became of the two lifecycle rules under the explicit deletes. `set`: S3 gave them back. `unconfirmed`: they were
 * written, but S3 did not give them back yet, which it may do minutes later. `full`: the bucket has as many rules as S3
 * takes. `denied`: S3 refused them, see `netRefusal`. `distorted`: S3 gave them back as others, so they were removed.
 */
export const netStates = ["unset", "set", "unconfirmed", "full", "denied", "distorted"] as const;

export type NetState = (typeof netStates)[number];

/**
 * How many objects and uploads could not be destroyed, by S3's code for it. `AccessDenied` is also its answer to a lock,
 * a legal hold and a bucket that asks for a second factor. Codes of our own: `UnreadableKey` (the list names it by what
 * is no text), `UnsafeKey` (its key, with `.` or `..` as a segment, can only be sent in a way in which it might be taken
 * for another object's), `StillListed` (S3 said that it was deleted, or it is new, time and again).
 */
const residue = z.record(z.string(), count);

export type Residue = z.infer<typeof residue>;

/**
 * How far the destruction of the objects under one prefix is: what its runs hand on to each other. Counts only, never
 * an object's key, which is personal data.
 */
export const objectsProgressSchema = z.object({
  bucket: z.string(),
  prefix: z.string(),
  net: z.enum(netStates),
  /** S3's code, where it refused the rules. */
  netRefusal: z.optional(z.string()),
  /** When the rules were put, others' rules did not come back as they were written: somebody changed them meanwhile. */
  othersRulesChanged: z.optional(z.literal(true)),
  /** The rules were taken out again, and S3 gave the configuration back without them. */
  netRemoved: z.optional(z.literal(true)),
  /** What S3 has confirmed as deleted. */
  versions: count,
  deleteMarkers: count,
  /** The sizes of those versions, together. */
  bytes: count,
  /** Unfinished uploads that were called off. */
  uploads: count,
  /** When the first of all that was about to be deleted. */
  begunAt: z.optional(z.iso.datetime()),
  /** What the last pass through the whole prefix could not destroy. */
  left: z.optional(residue),
  /** S3's code, where it refused to list the prefix: nothing is known of what is there. */
  unlisted: z.optional(z.string()),
  /** Buckets that objects of this prefix are or were copied to: S3 does not replicate a delete by version id. */
  replicas: z.optional(z.array(z.string())),
  /** Where S3 logs access to the bucket, as `bucket/prefix`: its logs hold object keys. */
  accessLogs: z.optional(z.string()),
  /** S3's code, where it refused to tell about replication or access logs. */
  replicasUnknown: z.optional(z.string()),
  accessLogsUnknown: z.optional(z.string()),
  /** When lists of all versions and of all uploads, made after the last delete, found nothing. */
  emptyAt: z.optional(z.iso.datetime()),
});

export type ObjectsProgress = z.infer<typeof objectsProgressSchema>;

/** The progress of a destruction that has not begun. */
export function noProgress({ bucket, prefix }: Territory): ObjectsProgress {
  return { bucket, prefix, net: "unset", versions: 0, deleteMarkers: 0, bytes: 0, uploads: 0 };
}

/** Whether the last run has come to the end: verified empty, or with a remainder. Otherwise the next has to go on. */
export function isSettled({ emptyAt, left, unlisted }: ObjectsProgress): boolean {
  return emptyAt !== undefined || left !== undefined || unlisted !== undefined;
}

/**
 * Whether S3 may have deleted a part of it itself, by our lifecycle rules: it acts on them once a day, from midnight UTC
 * (Amazon S3 User Guide, "Managing the lifecycle of objects"). What it deletes is in no count. Of a place that was not
 * found empty nobody knows until when.
 */
export function mayHaveExpired({ net, begunAt, emptyAt }: ObjectsProgress): boolean {
  if (begunAt === undefined || (net !== "set" && net !== "unconfirmed")) return false;
  const midnight = Math.ceil(Date.parse(begunAt) / dayMilliseconds) * dayMilliseconds;
  return emptyAt === undefined || midnight <= Date.parse(emptyAt);
}

/** Whether the bucket may still hold lifecycle rules of this destruction; also where a run did not come to say so. */
export function hasNet({ net, netRemoved, begunAt }: ObjectsProgress): boolean {
  return (
    !netRemoved && (net === "set" || net === "unconfirmed" || (net === "unset" && begunAt !== undefined))
  );
}
