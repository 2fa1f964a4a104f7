import * as z from "zod/mini";
import { attachmentPlaces } from "../../shared/attachments/places.ts";
import { dayMilliseconds } from "../../shared/dates.ts";
import {
  deadLetterDays,
  eventRetryHours,
  invocationHours,
  lateUploadHours,
  logRemovalDays,
  mailHours,
  streamHours,
  uploadHours,
} from "../../shared/retention.ts";
import type { ObjectsProgress } from "./objects/progress.ts";

/** Every store that can hold a controller's personal data. */
export const storeNames = [
  "objects",
  "requests",
  "breach-reports",
  "attachments",
  "deliveries",
  "indexes",
  "recovery",
  "stream",
  "queues",
  "event-retries",
  "invocations",
  "mail-in-transit",
  "uploads",
  "logs",
  "replicas",
  "access-logs",
] as const;

export type StoreName = (typeof storeNames)[number];

const planned = {
  store: z.enum(storeNames),
  /** Of objects and of attachments, as `bucket/prefix`; of attachments, others are under it too, which stay. */
  where: z.optional(z.string()),
};

/** One store of the plan: deleted by the destruction, or emptying itself within `days` after it. */
export const plannedStoreSchema = z.discriminatedUnion("means", [
  z.object({ ...planned, means: z.literal("deleted") }),
  z.object({ ...planned, means: z.literal("expires"), days: z.int().check(z.minimum(1)) }),
]);

export type PlannedStore = z.infer<typeof plannedStoreSchema>;

/** A store that empties itself: by when it is truly empty. */
export const emptyingStoreSchema = z.object({
  store: z.enum(storeNames),
  /** Of access logs, as `bucket/prefix`. */
  where: z.optional(z.string()),
  emptyBy: z.iso.datetime(),
});

export type EmptyingStore = z.infer<typeof emptyingStoreSchema>;

/** For how many days stores that empty themselves keep what was in them; the settings of the deployment. */
export type Windows = { recoveryDays: number; logRetentionDays: number };

/** A prefix of a bucket. */
export type Place = { bucket: string; prefix: string };

/** A place as people write it; the name of a bucket holds no slash. */
export function placeText({ bucket, prefix }: Place): string {
  return `${bucket}/${prefix}`;
}

/**
 * What is to be destroyed of a controller that has its objects in these places, and what empties itself afterwards.
 * Attachments are the files that are in none of these places: of its requests those that are still with the desk, and of
 * breach reports those that concern nobody else any more.
 * Replicas and access logs are not in it: only the destruction finds out where there are any.
 *
 * @param bucket the stack's own, which holds those
 */
export function planOf(places: readonly Place[], windows: Windows, bucket: string): PlannedStore[] {
  const { desk, breachReports } = attachmentPlaces;
  const deletedIn = (store: "objects" | "attachments") => (place: Place) =>
    ({ store, where: placeText(place), means: "deleted" }) as const;
  const deleted = (store: StoreName) => ({ store, means: "deleted" }) as const;
  return [
    ...places.map(deletedIn("objects")),
    ...(["requests", "breach-reports"] as const).map(deleted),
    ...[desk, breachReports].map((prefix) => deletedIn("attachments")({ bucket, prefix })),
    ...(["deliveries", "indexes"] as const).map(deleted),
    ...selfEmptying(windows),
  ];
}

/**
 * A form that was given out before the intake was closed can bring a file for a while, which goes no further than where
 * the form puts it. A mail that was on its way when all was destroyed can still bounce. The event that tells so names its
 * recipient; it may have to wait for EventBridge, then for Lambda, and may end in a dead-letter queue.
 */
function selfEmptying({ recoveryDays, logRetentionDays }: Windows) {
  const eventHours = mailHours + eventRetryHours;
  const lastInvocationHours = eventHours + invocationHours;
  const expires = (store: StoreName, days: number) => ({ store, means: "expires", days }) as const;
  return [
    expires("recovery", recoveryDays),
    expires("stream", wholeDays(streamHours)),
    expires("queues", wholeDays(lastInvocationHours) + deadLetterDays),
    expires("event-retries", wholeDays(eventHours)),
    expires("invocations", wholeDays(lastInvocationHours)),
    expires("mail-in-transit", wholeDays(mailHours)),
    expires("uploads", wholeDays(lateUploadHours + uploadHours)),
    expires("logs", logRetentionDays + logRemovalDays),
  ];
}

function wholeDays(hours: number): number {
  return Math.ceil(hours / 24);
}

/**
 * By when each store that empties itself is truly empty.
 *
 * @param finishedAt when the last of the controller's data was deleted
 * @param accessLogDays for how many days the access logs of a bucket are kept; where nobody can say so of all buckets
 * that are logged in one place, that place is not among the stores: nothing is known of when it is empty
 */
export function emptyingOf(
  windows: Windows,
  finishedAt: Date,
  objects: readonly Pick<ObjectsProgress, "bucket" | "accessLogs">[],
  accessLogDays: (bucket: string) => number | undefined,
): EmptyingStore[] {
  const after = (days: number) => new Date(finishedAt.getTime() + days * dayMilliseconds).toISOString();
  const logged = Map.groupBy(objects, ({ accessLogs }) => accessLogs);
  const accessLogs = Array.from(logged, ([where, sources]): EmptyingStore[] => {
    const days = sources.map(({ bucket }) => accessLogDays(bucket) ?? Number.POSITIVE_INFINITY);
    const longest = Math.max(...days);
    if (where === undefined || longest === Number.POSITIVE_INFINITY) return [];
    return [{ store: "access-logs", where, emptyBy: after(longest) }];
  });
  return [
    ...selfEmptying(windows).map(({ store, days }) => ({ store, emptyBy: after(days) })),
    ...accessLogs.flat(),
  ];
}
