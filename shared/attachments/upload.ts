import * as z from "zod/mini";

/** How many files a case can have. */
export const mostAttachments = 5;

/** How many forms are given out for one case at most, whatever came of them. */
export const mostForms = 50;

/** How large a file can be, in bytes. */
export const largestAttachment = 20_000_000;

/** For how long the form that sends a file is good, in milliseconds: as long as its page, or shorter. */
export const formMilliseconds = 14 * 60_000;

/** For how long the page is open on which the sender sees what became of the file, in milliseconds. */
export const pageMilliseconds = 15 * 60_000;

/**
 * From when on a file that did not come is not expected any more, in milliseconds after the form was made: what began to
 * be sent while the form was good may take a while.
 */
export const waitMilliseconds = 60 * 60_000;

/** The sort keys of the forms that were given out for a case. */
export const uploadSortKeys = "upload#";

/** The sort key of the form of this number, from 1. */
export function uploadSortKey(number: number): string {
  return `${uploadSortKeys}${number}`;
}

/**
 * A form that somebody was given to send one file with, as it is stored beside its case. It stays there as long as the case
 * does, and no other ever has its number: what was answered once can always be answered again.
 */
export const uploadSchema = z.object({
  v: z.literal(1),
  kind: z.literal("upload"),
  reference: z.string(),
  /** Which of the case's forms it is, from 1; the file that comes with it has the same number. */
  number: z.int(),
  /** Names the file within its case. */
  id: z.string(),
  /** The controller that the request is with; see `tableIndexes.controller`. */
  controllerId: z.optional(z.string()),
  /** Where the form puts the file. */
  key: z.string(),
  filename: z.optional(z.string()),
  /** The type that was announced; absent where the sender was not asked. */
  announcedType: z.optional(z.string()),
  /** Hashes of the idempotency key and the body of the call that asked for it. */
  keyHash: z.string(),
  bodyHash: z.string(),
  /** Opens the page on which the sender sees what became of it, for as long as that is open. */
  token: z.string(),
  at: z.iso.datetime(),
  /** The form, as it was answered; good for nothing once it has run out. */
  form: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
  /** When the file arrived. */
  arrivedAt: z.optional(z.iso.datetime()),
  /** When it was dropped, because the case took no file any more. */
  droppedAt: z.optional(z.iso.datetime()),
});

export type Upload = z.infer<typeof uploadSchema>;
