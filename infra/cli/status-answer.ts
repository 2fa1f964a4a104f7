import * as z from "zod";
import { concernKinds } from "../../shared/concern.ts";

const concern = z.looseObject({
  kind: z.enum(concernKinds),
  level: z.enum(["red", "yellow"]),
  reference: z.string(),
  controllerId: z.string().optional(),
  since: z.string(),
  due: z.string().optional(),
  what: z.string(),
  next: z.string(),
});

/** One thing that needs a human; see `Concern`. */
export type ShownConcern = z.infer<typeof concern>;

/** What needs a human now, worst first: `counts` are of all, `concerns` holds as many as one answer can. */
export const status = z.looseObject({
  at: z.string(),
  concerns: z.array(concern),
  counts: z.object({ red: z.int(), yellow: z.int() }),
});

export type Status = z.infer<typeof status>;
