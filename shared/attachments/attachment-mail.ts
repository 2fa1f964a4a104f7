import type { Delivery } from "../delivery.ts";
import type { Desk, WantedMail } from "../flow.ts";
import type { Letter } from "../letter/letter.ts";
import { letterMail } from "../letter/letter-mail.ts";
import type { Mail } from "../mail/mail.ts";

/** An entry that brings a file, with the mail that tells of it in each language. */
type TellingEntry = { sequence: number; letters?: readonly Letter[] | undefined };

/** The id of the mail that tells a controller of what entry of this number brought. */
export function attachmentMailId({ sequence }: { sequence: number }): string {
  return `attachment-${sequence}`;
}

/**
 * The number of the entry that a mail tells of; undefined for a mail that tells of no file.
 * @param id of a rung of the mail, of a mail about it to one of several controllers, or to a desk
 */
export function sequenceTold(id: string): number | undefined {
  const [, sequence] = /^(?:attachment|desk)-(\d+)(?:[-_]|$)/.exec(id) ?? [];
  return sequence === undefined ? undefined : Number(sequence);
}

/** Tells a controller of a file. Where none of its contacts gets the mail, the desk does. */
export function tellController(id: string, controllerId: string, desk: Desk): WantedMail {
  return { id, type: "attachment", linked: true, to: { controllerId }, escalates: { desk } };
}

/** The mail about a file, as it was written when the file was looked at. */
export function attachmentMail(
  reference: string,
  { letters = [] }: TellingEntry,
  delivery: Delivery,
  publicUrl: string,
): Mail {
  const letter = letters.find(({ language }) => language === delivery.language);
  if (!letter) throw new Error("nothing was written about a file in this language");
  const mail = letterMail(reference, letter, delivery, publicUrl);
  return delivery.type === "desk" ? { ...mail, type: "desk" } : mail;
}
