import * as z from "zod/mini";
import { pendingFields } from "../../shared/pending.ts";
import { objectsProgressSchema } from "./objects/progress.ts";
import { recordsProgressSchema } from "./outcome.ts";

const instant = z.iso.datetime();
const count = z.int().check(z.minimum(0));

/** How far a destruction is: what its runs hand on to each other. Stages and counts, never an object's key. */
export const destructionSchema = z.object({
  v: z.literal(1),
  kind: z.literal("destruction"),
  reference: z.string(),
  controllerId: z.string(),
  /** How many runs have begun: the number of the latest fences off the others. */
  run: count,
  /** How many of those ended as they should. */
  ended: count,
  /** How many failed in a row. */
  failures: count,
  /** Until when the latest run owns it. */
  leaseUntil: z.optional(instant),
  objects: z.array(objectsProgressSchema),
  records: z.optional(recordsProgressSchema),
  /** A run was cut short while it was destroying: what it had not written down yet is not counted. */
  isInexact: z.optional(z.literal(true)),
  /** When the latest report or the certificate was recorded. */
  reportedAt: z.optional(instant),
  /** Once destroyed: until when the little that is kept is kept. */
  keptUntil: z.optional(instant),
  /** The controller's record is gone: nothing but what stands under the reference is this destruction's any more. */
  isForgotten: z.optional(z.literal(true)),
  /** It is found by these: what is to be done next, and when. */
  ...pendingFields,
});

export type Destruction = z.infer<typeof destructionSchema>;
