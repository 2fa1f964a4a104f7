import * as z from "zod/mini";
import { pendingFields } from "../../shared/pending.ts";

/** A controller and its name on the day it was named. */
export const partySchema = z.object({ id: z.string(), name: z.string() });

/**
 * What the privacy desk did with a request, as it is stored beside it: `assign` names the controller that nobody knew,
 * `close` ends it. Never changed again.
 */
export const requestEntrySchema = z.object({
  v: z.literal(1),
  kind: z.literal("request-entry"),
  reference: z.string(),
  /** The first entry is 1; there are no gaps. */
  sequence: z.int(),
  move: z.enum(["assign", "close"]),
  at: z.iso.datetime(),
  /** The ARN of the operator. */
  by: z.string(),
  /** Whom `assign` names, and the version of its record on that day. */
  controller: z.optional(partySchema),
  controllerVersion: z.optional(z.int()),
  /** The controller that the request is with after it: its chain records the entry, and its destruction finds it. */
  controllerId: z.optional(z.string()),
  /** Why, of `close`. */
  because: z.optional(z.string()),
  ...pendingFields,
});

export type RequestEntry = z.infer<typeof requestEntrySchema>;
