import * as z from "zod/mini";

/**
 * What there is to say of a file whose bytes were looked at. `mismatch`: they are not of the type that was announced.
 * `unknown`: they are of no type that we take. `dangerous`: they can act where they are opened, as programs, web pages
 * and documents with macros do; or nobody can see whether they do. `two-in-one`: they can be read as two types at once.
 */
export const findings = ["mismatch", "unknown", "dangerous", "two-in-one"] as const;

export type Finding = (typeof findings)[number];

/**
 * What the malware scan came to. `off`: the processor does not scan. `clean`: nothing was found. `threat`: something was,
 * and the file is gone. `unsupported`: it cannot be scanned, as what is encrypted cannot. `unscanned`: no result came in
 * time.
 */
export const scans = ["off", "clean", "threat", "unsupported", "unscanned"] as const;

export type Scan = (typeof scans)[number];

/** A file that somebody attached to a case, as it was when it was looked at. None of that is ever changed. */
export const attachmentSchema = z.object({
  /** Names it within its case: 12 characters of Crockford's base32, in small letters. */
  id: z.string(),
  /** The number of the form that it was sent with, from 1: two files of a case never share one, and some may be missing. */
  number: z.int(),
  /** What the sender called it; a label and nothing else, for whoever reads it. */
  filename: z.optional(z.string()),
  /** The type that the sender said it has; absent where the sender was not asked. */
  announcedType: z.optional(z.string()),
  /** The type that its bytes have; absent where they are of none that is known. */
  contentType: z.optional(z.string()),
  /** In bytes. */
  size: z.int(),
  /** The SHA-256 of its bytes, in hexadecimal. */
  sha256: z.string(),
  findings: z.array(z.enum(findings)),
  scan: z.enum(scans),
});

export type Attachment = z.infer<typeof attachmentSchema>;

/** What stands on the entry of a case that brings a file, or withholds one, besides the mails that tell of it. */
export type AttachmentEntry = {
  sequence: number;
  at: string;
  attachment?: Attachment | undefined;
};

/** The files of a case, the first one first, each as the last entry about it has it; and when it came. */
export function attachmentsIn(entries: readonly AttachmentEntry[]): (Attachment & { at: string })[] {
  const files = new Map<string, Attachment & { at: string }>();
  for (const { at, attachment } of entries) {
    if (attachment) files.set(attachment.id, { ...attachment, at: files.get(attachment.id)?.at ?? at });
  }
  return [...files.values()];
}

/** The last entry about each file: of one that is withheld, nothing else is still to be told. */
export function lastAboutFiles<E extends AttachmentEntry>(entries: readonly E[]): E[] {
  const last = new Map<string, E>();
  for (const entry of entries) if (entry.attachment) last.set(entry.attachment.id, entry);
  return [...last.values()];
}

/** Whether nobody gets the file any more. */
export function isWithheld({ scan }: Pick<Attachment, "scan">): boolean {
  return scan === "threat";
}
