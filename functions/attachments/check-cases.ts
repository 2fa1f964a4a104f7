import type { Attachment, AttachmentEntry } from "../../shared/attachments/attachment.ts";
import type { CasePlace } from "../../shared/attachments/places.ts";
import type { Upload } from "../../shared/attachments/upload.ts";
import type { Letter } from "../../shared/letter/letter.ts";

/** A case that files come to, as it stands. */
export type FileCase = {
  reference: string;
  place: CasePlace;
  entries: readonly AttachmentEntry[];
  /** Whether it takes files still. */
  isOpen: boolean;
  /** Whether it can be told that malware was found in a file that it has. */
  canWithhold: boolean;
};

/** What is told of a file in its case, and the mails that this makes. */
export type FileMove = { move: "attach" | "withhold"; attachment: Attachment; letters: Letter[] };

/** The cases of one kind, as far as files are concerned. */
export type FileCases = {
  /** A case and the forms that were given out for it; undefined where there is none, or it is being destroyed. */
  read(reference: string): Promise<{ of: FileCase; uploads: readonly Upload[] } | undefined>;
  /**
   * Moves a case as decided, unless nothing is left to do. What was decided on is what it then was: where somebody else
   * came first, it is decided again. What `decide` throws is thrown.
   * @returns the case as it stands then; undefined where it is gone
   * @throws Refusal `not_stored`
   */
  move(
    reference: string,
    decide: (of: FileCase) => Promise<FileMove | undefined>,
  ): Promise<FileCase | undefined>;
};
