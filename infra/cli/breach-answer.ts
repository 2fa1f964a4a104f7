import * as z from "zod";
import { entryFile, fileAnswer } from "./attachment-answer.ts";
import { mailFields } from "./mail-progress.ts";

/** The part of the operator API's answers about breach reports that people are shown; programs get all of it. */

const waiting = z.looseObject({
  since: z.string(),
  sequences: z.array(z.number()),
  updates: z.array(z.number()),
});
const party = z.looseObject({ id: z.string(), name: z.string() });
const facts = z.record(z.string(), z.unknown());

const standing = {
  reference: z.string(),
  state: z.string(),
  revision: z.number(),
  receivedAt: z.string(),
  occurrence: z.string(),
  organisation: z.string().optional(),
  waiting: waiting.optional(),
};

/** A breach report in a list, and after a decision on it. */
export const breachSummary = z.looseObject({ ...standing, controllers: z.number() });

export type BreachSummary = z.infer<typeof breachSummary>;

/** One answer to `GET /breach-reports`; `next` is where the following one begins. */
export const breachPage = z.object({
  breaches: z.array(breachSummary),
  unreadable: z.array(z.string()),
  next: z.string().optional(),
});

export type BreachPage = z.infer<typeof breachPage>;

const delivery = z.looseObject({ id: z.string(), type: z.string(), to: z.string(), ...mailFields });

const entry = z.looseObject({
  sequence: z.number(),
  move: z.string(),
  at: z.string(),
  by: z.string(),
  vouched: z.boolean(),
  changes: facts.optional(),
  note: z.string().optional(),
  final: z.boolean().optional(),
  because: z.string().optional(),
  controllers: z.array(party).optional(),
  only: z.boolean().optional(),
  attachment: entryFile.optional(),
});

export type Entry = z.infer<typeof entry>;

/** All that is known of a breach report. */
export const breachDetails = z.looseObject({
  ...standing,
  waiting: waiting.extend({ facts }).optional(),
  reporter: facts,
  reporterId: z.string().optional(),
  controllers: z.array(party),
  organisationUnknown: z.boolean(),
  because: z.string().optional(),
  facts,
  attachments: z.array(fileAnswer),
  entries: z.array(entry),
  notices: z.array(
    z.looseObject({
      controllerId: z.string(),
      chain: z.array(
        z.looseObject({ number: z.number(), type: z.string(), to: z.string().optional(), ...mailFields }),
      ),
    }),
  ),
  deliveries: z.array(delivery),
});

export type BreachDetails = z.infer<typeof breachDetails>;
