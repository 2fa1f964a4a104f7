import * as z from "zod";
import { entryFile, fileAnswer } from "./attachment-answer.ts";
import { mailFields } from "./mail-progress.ts";

/** The part of the operator API's answers about requests that people are shown; programs get all of it. */

/** A controller, by its id and its name. */
export const party = z.looseObject({ id: z.string(), name: z.string() });

const standing = {
  reference: z.string(),
  status: z.string(),
  waiting: z.boolean(),
  receivedAt: z.string(),
  respondBy: z.looseObject({ conservative: z.string() }),
  controller: party.nullable(),
};

/** A request in a list, and after a decision on it. */
export const requestSummary = z.looseObject({
  ...standing,
  organisation: z.string().optional(),
  rights: z.array(z.string()),
});

export type RequestSummary = z.infer<typeof requestSummary>;

/** One answer to `GET /requests`; `next` is where the following one begins. */
export const requestPage = z.object({
  requests: z.array(requestSummary),
  unreadable: z.array(z.string()),
  next: z.string().optional(),
});

export type RequestPage = z.infer<typeof requestPage>;

const delivery = z.looseObject({ id: z.string(), to: z.string(), createdAt: z.string(), ...mailFields });

const entry = z.looseObject({
  sequence: z.number(),
  move: z.string(),
  at: z.string(),
  by: z.string(),
  controller: party.optional(),
  because: z.string().optional(),
  attachment: entryFile.optional(),
});

/** All that is known of a request. */
export const requestDetails = z.looseObject({
  ...standing,
  language: z.string(),
  submission: z.looseObject({ rights: z.array(z.string()) }),
  timeline: z.array(z.looseObject({ at: z.string(), event: z.string() })),
  attachments: z.array(fileAnswer),
  entries: z.array(entry),
  deliveries: z.array(delivery),
});

export type RequestDetails = z.infer<typeof requestDetails>;
