import * as z from "zod/mini";
import { attachmentSchema } from "../../shared/attachments/attachment.ts";
import { letterSchema } from "../../shared/letter/letter.ts";
import { pendingFields } from "../../shared/pending.ts";

/** A controller and its name on the day it was named. */
export const partySchema = z.object({ id: z.string(), name: z.string() });

/**
 * What happened to a request, as it is stored beside it. By the privacy desk: `assign` names the controller that nobody
 * knew, `close` ends it. By somebody's file: `attach` brings it, `withhold` says that malware was found in it. Never
 * changed again.
 */
export const requestEntrySchema = z.object({
  v: z.literal(1),
  kind: z.literal("request-entry"),
  reference: z.string(),
  /** The first entry is 1; there are no gaps. */
  sequence: z.int(),
  move: z.enum(["assign", "close", "attach", "withhold"]),
  at: z.iso.datetime(),
  /** The ARN of the operator; of a file `person` or `scan`. */
  by: z.string(),
  /** Whom `assign` names, and the version of its record on that day. */
  controller: z.optional(partySchema),
  controllerVersion: z.optional(z.int()),
  /** The controller that the request is with after it: its chain records the entry, and its destruction finds it. */
  controllerId: z.optional(z.string()),
  /** Why, of `close`. */
  because: z.optional(z.string()),
  /** The file, and the mail about it in each language. */
  attachment: z.optional(attachmentSchema),
  letters: z.optional(z.array(letterSchema)),
  ...pendingFields,
});

export type RequestEntry = z.infer<typeof requestEntrySchema>;
