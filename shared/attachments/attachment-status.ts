import { type AttachmentEntry, attachmentsIn, isWithheld } from "./attachment.ts";
import { type Upload, waitMilliseconds } from "./upload.ts";

/**
 * Where a file stands for whoever sent it. `awaited`: a form was given out, and the file may still come. `checking`: it came
 * and is looked at. `received`: it is with the case. `withheld`: malware was found in it, and it is gone. `not_received`: it
 * did not come, or could not be taken to the case any more; the case stands without it.
 */
export const attachmentStatuses = ["awaited", "checking", "received", "withheld", "not_received"] as const;

export type AttachmentStatus = (typeof attachmentStatuses)[number];

/** One file as the status of its case lists it. */
export type AttachmentReport = {
  id: string;
  /** Which of the case's files it is, from 1. */
  number: number;
  /** What the sender called it. */
  filename?: string;
  status: AttachmentStatus;
  /** Since when: the form was given out, the file came, or it is with the case. */
  at: string;
  /** In bytes. */
  size?: number;
  sha256?: string;
};

/** Within how long a file that came is looked at, in milliseconds; what is left then, the bucket itself removes. */
const checkMilliseconds = 48 * 3_600_000;

type Forms = Pick<Upload, "id" | "number" | "filename" | "at" | "arrivedAt" | "droppedAt">;

/** The files of a case as they stand at that instant, in the order of their numbers. */
export function attachmentReports(
  { entries, uploads = [] }: { entries: readonly AttachmentEntry[]; uploads?: readonly Forms[] | undefined },
  now: Date,
): AttachmentReport[] {
  const attached = attachmentsIn(entries);
  const known = new Set(attached.map(({ id }) => id));
  const reports = [
    ...attached.map(({ id, number, filename, at, size, sha256, scan }): AttachmentReport => {
      const status = isWithheld({ scan }) ? "withheld" : "received";
      return { id, number, ...named(filename), status, at, size, sha256 };
    }),
    ...uploads.filter(({ id }) => !known.has(id)).map((upload) => expected(upload, now)),
  ];
  return reports.toSorted((a, b) => a.number - b.number);
}

function expected({ id, number, filename, at, arrivedAt, droppedAt }: Forms, now: Date): AttachmentReport {
  const file = { id, number, ...named(filename) };
  const isOver = (since: string, milliseconds: number) => now.getTime() >= Date.parse(since) + milliseconds;
  if (arrivedAt === undefined)
    return { ...file, status: isOver(at, waitMilliseconds) ? "not_received" : "awaited", at };
  const isGone = droppedAt !== undefined || isOver(arrivedAt, checkMilliseconds);
  return { ...file, status: isGone ? "not_received" : "checking", at: arrivedAt };
}

function named(filename: string | undefined): { filename?: string } {
  return filename === undefined ? {} : { filename };
}
