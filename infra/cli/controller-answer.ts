import * as z from "zod";
import { controller } from "../../shared/controller.ts";

/** One version of a controller's record: when it was made, by whom and why. */
const version = z.looseObject({
  version: z.int(),
  at: z.string(),
  by: z.string(),
  because: z.string().optional(),
  record: controller,
});

export type Version = z.infer<typeof version>;

/** All versions of a controller's record that there are, the oldest first; the last one is the record as it is. */
export const versionsAnswer = z.object({ versions: z.array(version).min(1) });
