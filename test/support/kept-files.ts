import type { RequestEntry } from "../../functions/request/request-entry.ts";
import {
  attachmentKey,
  attachmentPrefix,
  type CasePlace,
  uploadKey,
} from "../../shared/attachments/places.ts";
import { uploadSortKey } from "../../shared/attachments/upload.ts";
import type { StoredItem } from "../../shared/query.ts";
import { entrySortKey } from "../../shared/table.ts";
import { attachment, attachmentLetters, upload } from "./attachments.ts";
import { entry } from "./breaches.ts";

/** A file of a case: what stands of it beside the case, and the key under which it is in the stack's own bucket. */
export type KeptFile = { key: string; items: StoredItem[] };

type FileChanges = {
  filename?: string;
  /** The number of the entry that brings it. */
  sequence?: number;
  /** Whom the breach report concerns. */
  concerns?: readonly string[];
};

/** A file that was attached to a case, as it is once its mails are planned. */
export function keptFile(
  reference: string,
  of: CasePlace,
  { filename = "volmacht.pdf", sequence = 1, concerns = [] }: FileChanges = {},
): KeptFile {
  const prefix = attachmentPrefix(reference, of);
  const file = attachment({ filename });
  const at = "2026-11-22T10:20:00.000Z";
  const { controllerId: _, ...form } = upload({
    reference,
    key: uploadKey(prefix, file.id),
    filename,
    arrivedAt: at,
  });
  const about = of.kind === "request" && of.controllerId !== undefined && { controllerId: of.controllerId };
  const brings = {
    reference,
    sequence,
    move: "attach",
    at,
    attachment: file,
    letters: attachmentLetters(),
  } as const;
  const brought =
    of.kind === "breach"
      ? entry({ ...brings, concerns: [...concerns] })
      : ({ ...brings, v: 1, kind: "request-entry", by: "person", ...about } satisfies RequestEntry);
  return {
    key: attachmentKey(prefix, file),
    items: [
      { pk: reference, sk: uploadSortKey(1), ...form, ...about },
      { pk: reference, sk: entrySortKey(sequence), ...brought },
    ],
  };
}
