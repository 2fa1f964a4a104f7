import * as z from "zod/mini";
import { deliverySchema } from "../delivery.ts";
import { languages } from "../language.ts";
import { pendingFields } from "../pending.ts";

/**
 * What the processor writes to a controller because the agreement asks for it, besides the three flows: each is a case of
 * its own. Their mails are written at the door, with what is known there, and stand in the case as they are sent: so the
 * functions that send them need to know none of them, and what was said is on record.
 */
export const letterKinds = [
  "statement",
  "sub-processor-change",
  "unlawful-instruction",
  "assistance",
  "audit",
] as const;

export type LetterKind = (typeof letterKinds)[number];

const lines = z.array(z.string());

/** A block of a mail that holds no link. */
const storedBlock = z.union([
  z.object({ heading: z.string() }),
  z.object({ paragraph: z.string() }),
  z.object({ facts: z.array(z.tuple([z.string(), z.string()])) }),
  z.object({ list: lines }),
  z.object({ quote: z.string() }),
]);

/** A mail that is to be sent as it is written. */
export const letterSchema = z.object({
  /** The controller of the case, or the privacy desk. */
  to: z.enum(["controller", "desk"]),
  /** What it is, where it goes to the controller: `X-Meldpunt-Type`. */
  type: deliverySchema.shape.type,
  language: z.enum(languages),
  subject: z.string(),
  blocks: z.array(storedBlock),
  /** The page on which the controller answers, which only this mail opens: the link comes after the first paragraph. */
  link: z.optional(z.object({ page: z.enum(["objection", "attachment"]), label: z.string() })),
  /** What is attached as JSON: the path of the schema that it follows, and the rest of it. */
  handOver: z.optional(z.object({ schema: z.string(), data: z.record(z.string(), z.unknown()) })),
});

export type Letter = z.infer<typeof letterSchema>;

/** What stands on every item that brings letters: on the case, and on each entry beside it. */
export const letterFields = { letters: z.array(letterSchema), ...pendingFields };

/** What every case of letters has, whatever it is about. */
export const letterCaseFields = {
  v: z.literal(1),
  reference: z.string(),
  /** The controller, its name on that day, and the version of its record that this was done under. */
  controllerId: z.string(),
  controllerName: z.string(),
  controllerVersion: z.int(),
  /** When it was recorded, and by whom: an operator's ARN, or `link` where somebody followed one in a mail. */
  at: z.iso.datetime(),
  by: z.string(),
  /** Lists the cases of a kind by when they came in; see `tableIndexes.register`. */
  register: z.enum(letterKinds),
  receivedAt: z.iso.datetime(),
  ...letterFields,
};

/** What every entry of such a case has. */
export const letterEntryFields = {
  v: z.literal(1),
  reference: z.string(),
  /** Its number among the entries of the case, from 1. */
  sequence: z.int(),
  /** Found by it when the controller's data is destroyed, and recorded in its chain. */
  controllerId: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  ...letterFields,
};
