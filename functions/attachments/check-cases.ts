import { type Attachment, type AttachmentEntry, attachmentsIn } from "../../shared/attachments/attachment.ts";
import type { CasePlace } from "../../shared/attachments/places.ts";
import { mostAttachments, type Upload } from "../../shared/attachments/upload.ts";
import { Refusal } from "../../shared/refusal.ts";

/** A case that files come to, as it stands. */
export type FileCase = {
  reference: string;
  place: CasePlace;
  entries: readonly AttachmentEntry[];
  /** Whether it takes files still. */
  isOpen: boolean;
};

/** What is told of a file in its case: that it came, or that malware was found in it later. */
export type FileMove = { move: "attach" | "withhold"; attachment: Attachment };

/** The cases of one kind, as far as files are concerned. */
export type FileCases = {
  /** A case and the forms that were given out for it; undefined where there is none, or it is being destroyed. */
  read(reference: string): Promise<{ of: FileCase; uploads: readonly Upload[] } | undefined>;
  /**
   * Moves a case as decided, with the mails that tell of it, unless nothing is left to do. What was decided on is what it
   * then was: where somebody else came first, it is decided again. What `decide` throws is thrown.
   * @returns the case as it stands then; undefined where it is gone
   * @throws Refusal `not_stored`
   */
  move(
    reference: string,
    decide: (of: FileCase) => Promise<FileMove | undefined>,
  ): Promise<FileCase | undefined>;
};

/** Whether a case can have another file: what began to be sent before its form ran out may come after others took its turn. */
export function hasRoom(entries: readonly AttachmentEntry[]): boolean {
  return attachmentsIn(entries).length < mostAttachments;
}

/** What moving a case that is gone comes to: nothing. @throws whatever else went wrong */
export function undefinedWhereGone(error: unknown): undefined {
  if (error instanceof Refusal && error.reason === "not_found") return undefined;
  throw error;
}
