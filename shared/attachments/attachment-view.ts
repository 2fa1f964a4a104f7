import { type Attachment, type AttachmentEntry, attachmentsIn } from "./attachment.ts";
import { attachmentReports } from "./attachment-status.ts";
import type { Upload } from "./upload.ts";

type Looked = Partial<Pick<Attachment, "announcedType" | "contentType" | "findings" | "scan">>;

/**
 * The files of a case as they stand at that instant, for an operator: all but the forms, their keys and tokens. What the
 * bytes of one are is known once they were looked at.
 */
export function shownAttachments(
  of: { entries: readonly AttachmentEntry[]; uploads?: readonly Upload[] | undefined },
  now: Date,
) {
  const announced: readonly (Looked & { id: string })[] = of.uploads ?? [];
  const known = new Map([...announced, ...attachmentsIn(of.entries)].map((file) => [file.id, file]));
  return attachmentReports(of, now).map((report) => {
    const { announcedType, contentType, findings, scan }: Looked = known.get(report.id) ?? {};
    return { ...report, announcedType, contentType, findings, scan };
  });
}
