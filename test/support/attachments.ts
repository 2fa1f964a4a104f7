import type { Attachment } from "../../shared/attachments/attachment.ts";
import type { Upload } from "../../shared/attachments/upload.ts";
import type { Letter } from "../../shared/letter/letter.ts";
import { letter } from "./letters.ts";
import { requestCase } from "./submissions.ts";

/** A file with nothing wrong in it, as it was when it was looked at. */
export function attachment(changes: Partial<Attachment> = {}): Attachment {
  return {
    id: "0123456789ab",
    number: 1,
    filename: "volmacht.pdf",
    announcedType: "application/pdf",
    contentType: "application/pdf",
    size: 123_456,
    sha256: "0f".repeat(32),
    findings: [],
    scan: "off",
    ...changes,
  };
}

/** The mail about that file, in each language. */
export function attachmentLetters(): Letter[] {
  const link = { page: "attachment", label: "Download het bestand" } as const;
  const handOver = { schema: "/schemas/attachments-1.json", data: { attachments: [{ sha256: "0f" }] } };
  const about = letter({ type: "attachment", subject: "Bestand bij deze zaak", link, handOver });
  return [about, { ...about, language: "en", subject: "File attached to this case" }];
}

/** The form that the file was sent with, as it is stored beside the request that it belongs to. */
export function upload(changes: Partial<Upload> = {}): Upload {
  const { reference = requestCase().reference, id = "0123456789ab" } = changes;
  const key = `controllers/voorbeeld-bv/attachments/${reference}/${id}`;
  return {
    v: 1,
    kind: "upload",
    reference,
    number: 1,
    id,
    controllerId: "voorbeeld-bv",
    key,
    filename: "volmacht.pdf",
    announcedType: "application/pdf",
    keyHash: "hash-of-key",
    bodyHash: "hash-of-body",
    token: "token-of-page",
    at: "2026-11-22T10:20:00.000Z",
    form: { url: "https://uploads.example/", fields: { key, policy: "signed-policy" } },
    ...changes,
  };
}
