import * as z from "zod";

/** The part of the operator API's answers about the end of agreements that people are shown; programs get all of it. */

const plannedStore = z.looseObject({
  store: z.string(),
  where: z.string().optional(),
  means: z.string(),
  days: z.number().optional(),
});

export type PlannedStore = z.infer<typeof plannedStore>;

const standing = {
  reference: z.string(),
  controllerId: z.string(),
  controllerName: z.string(),
  state: z.string(),
  lastDay: z.string(),
  reading: z.string(),
  destroyAfter: z.string().optional(),
  because: z.string().optional(),
  dueDay: z.string(),
  destroyNotBefore: z.string(),
  destroyBy: z.string(),
};

/** The end of an agreement, after a decision on it. */
export const termination = z.looseObject({
  ...standing,
  steps: z.array(z.object({ rule: z.string(), text: z.string(), result: z.string() })),
  plan: z.array(plannedStore),
  warnings: z.array(z.string()).optional(),
});

export type Termination = z.infer<typeof termination>;

const place = z.looseObject({ bucket: z.string(), prefix: z.string() });

/** What a destruction of a controller's data comes to. `destroyNotBefore` is there once the agreement has ended. */
export const plan = z.looseObject({
  controllerId: z.string(),
  controllerName: z.string(),
  state: z.string().optional(),
  dueDay: z.string().optional(),
  destroyNotBefore: z.string().optional(),
  excluded: z.array(place.extend({ reason: z.string() })),
  stores: z.array(plannedStore),
});

export type Plan = z.infer<typeof plan>;

const objects = place.extend({
  versions: z.number(),
  deleteMarkers: z.number(),
  bytes: z.number(),
  uploads: z.number(),
  left: z.record(z.string(), z.number()).optional(),
  unlisted: z.string().optional(),
  emptyAt: z.string().optional(),
});

/** How far a destruction is. */
export const destruction = z.looseObject({
  ...standing,
  since: z.record(z.string(), z.string()),
  noticeAcceptedAt: z.string().optional(),
  noticeRefusedAt: z.string().optional(),
  next: z.looseObject({ do: z.string(), for: z.string().optional(), until: z.string().optional() }),
  nextRunFrom: z.string().optional(),
  atWork: z.boolean(),
  runs: z.object({ begun: z.number(), ended: z.number(), failuresInARow: z.number() }),
  objects: z.array(objects),
  records: z.record(z.string(), z.unknown()).optional(),
  notDestroyed: z.array(
    z.object({
      where: z.string().nullable(),
      reason: z.string(),
      code: z.string().nullable(),
      count: z.number().nullable(),
    }),
  ),
  reportedAt: z.string().optional(),
  keptUntil: z.string().optional(),
});

export type Destruction = z.infer<typeof destruction>;

/** A certificate of destruction, or the latest report on one that is not complete: for programs and for people. */
export const certificate = z.looseObject({ document: z.looseObject({}), text: z.string() });
