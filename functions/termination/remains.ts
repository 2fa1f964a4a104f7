import * as z from "zod/mini";
import { placeText } from "./destruction-plan.ts";
import type { ObjectsProgress } from "./objects/progress.ts";
import type { Outcome } from "./outcome.ts";

/** Why something was not destroyed, or why it is not known whether it was. */
export const remainReasons = [
  /** S3 did not delete some objects or uploads. */
  "refused",
  /** S3 did not list what is there. */
  "not_listed",
  /** It was not found empty. */
  "not_verified",
  /** Objects are or were copied to another bucket. */
  "replicated",
  "replication_unknown",
  /** Access is logged, and nobody can say until when. */
  "access_logged",
  "access_logging_unknown",
  /** The place overlaps one of somebody else. */
  "overlaps",
  /** The place lies in a bucket that the settings do not name. */
  "unknown_bucket",
  /** The table holds items of a kind that this release does not know. */
  "unknown_items",
  /** Cases are still there, because S3 does not delete their files. */
  "files_left",
] as const;

export type RemainReason = (typeof remainReasons)[number];

/** Something that was not destroyed, or is not proven to be. */
export const remainSchema = z.object({
  of: z.enum(["objects", "records"]),
  /** Of objects: `bucket/prefix`, or the bucket that they are copied to. */
  where: z.nullable(z.string()),
  reason: z.enum(remainReasons),
  /** The code that S3 answered with, or the destruction's own. */
  code: z.nullable(z.string()),
  count: z.nullable(z.int()),
});

export type Remain = z.infer<typeof remainSchema>;

/** Whether everything is proven to be destroyed, so that it can be certified. */
export function isComplete(outcome: Outcome): boolean {
  return remainsOf(outcome).length === 0;
}

/** All that was not destroyed, or is not proven to be. */
export function remainsOf({ objects, excluded, records, emptying }: Outcome): Remain[] {
  const dated = new Set(emptying.map(({ store, where }) => (store === "access-logs" ? where : undefined)));
  return [
    // Every controller has a place in the stack's own bucket: where none was looked at, nothing is proven.
    ...(objects.length + excluded.length === 0 ? [remain("objects", null, "not_verified")] : []),
    ...objects.flatMap((place) => remainsIn(place, dated)),
    ...excluded.map((place) => remain("objects", placeText(place), place.reason)),
    ...(records.unknown > 0 ? [remain("records", null, "unknown_items", { count: records.unknown })] : []),
    ...(records.filesLeft ? [remain("records", null, "files_left", { count: records.filesLeft })] : []),
    ...(records.emptyAt === undefined ? [remain("records", null, "not_verified")] : []),
  ];
}

function remainsIn(place: ObjectsProgress, dated: ReadonlySet<string | undefined>): Remain[] {
  const { left = {}, unlisted, emptyAt, replicas = [], accessLogs } = place;
  const of = (reason: RemainReason, what?: What, where: string = placeText(place)) =>
    remain("objects", where, reason, what);
  const refused = Object.entries(left)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, count]) => of("refused", { code, count }));
  const ifAny = (code: string | undefined, reason: RemainReason) =>
    code === undefined ? [] : [of(reason, { code })];
  return [
    ...refused,
    ...ifAny(unlisted, "not_listed"),
    ...(emptyAt === undefined && refused.length === 0 && unlisted === undefined ? [of("not_verified")] : []),
    ...replicas.map((bucket) => of("replicated", {}, bucket)),
    ...ifAny(place.replicasUnknown, "replication_unknown"),
    ...(accessLogs === undefined || dated.has(accessLogs) ? [] : [of("access_logged", {}, accessLogs)]),
    ...ifAny(place.accessLogsUnknown, "access_logging_unknown"),
  ];
}

type What = { code?: string; count?: number };

function remain(
  of: Remain["of"],
  where: string | null,
  reason: RemainReason,
  { code, count }: What = {},
): Remain {
  return { of, where, reason, code: code ?? null, count: count ?? null };
}
