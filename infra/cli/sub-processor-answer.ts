import * as z from "zod";
import { mails } from "./letter-answer.ts";

/** The part of the operator API's answers about sub-processors that people are shown; programs get all of it. */

/** A sub-processor as it is on record. */
export const subProcessor = z.looseObject({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  country: z.string(),
  bound: z.boolean(),
  agreement: z.object({ document: z.string(), signedOn: z.string() }).optional(),
  engagedFrom: z.string().optional(),
  endedOn: z.string().optional(),
  isNew: z.boolean().optional(),
});

export type SubProcessor = z.infer<typeof subProcessor>;

export const subProcessors = z.object({ subProcessors: z.array(subProcessor) });

const announcement = {
  version: z.number(),
  change: z.string(),
  effectiveFrom: z.string(),
  because: z.object({ nl: z.string(), en: z.string() }).optional(),
  at: z.string(),
  by: z.string(),
};

/** How far an announcement is. */
export const announcing = z.looseObject({ ...announcement, announced: z.number(), remaining: z.number() });

export type Announcing = z.infer<typeof announcing>;

/** How one controller was told of a change, and what it objected. */
export const toldChange = z.looseObject({
  reference: z.string(),
  controllerId: z.string(),
  controllerName: z.string(),
  mails,
  period: z
    .looseObject({
      deliveredAt: z.string(),
      lastDay: z.string(),
      steps: z.array(z.object({ rule: z.string(), text: z.string(), result: z.string() })),
    })
    .optional(),
  mayObject: z.boolean(),
  objections: z.array(
    z.looseObject({
      sequence: z.number(),
      at: z.string(),
      name: z.string(),
      capacity: z.string().optional(),
      arguments: z.string(),
    }),
  ),
  answers: z.array(z.looseObject({ at: z.string(), by: z.string(), because: z.string() })),
  unanswered: z.number(),
});

export type ToldChange = z.infer<typeof toldChange>;

/** All that was announced of a sub-processor, newest first. */
export const announcements = z.object({
  subProcessor,
  announcements: z.array(
    z.looseObject({ ...announcement, controllers: z.array(toldChange), untold: z.array(z.string()) }),
  ),
  unreadable: z.array(z.string()),
});

export type Announcements = z.infer<typeof announcements>;
