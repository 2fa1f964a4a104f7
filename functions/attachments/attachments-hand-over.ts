import * as z from "zod/mini";
import { attachmentSchema } from "../../shared/attachments/attachment.ts";
import { witnessedHead } from "../../shared/evidence/witnessed-head.ts";

/** Where the schema below is published, from the public API's root. */
export const attachmentsHandOverSchemaPath = "/schemas/attachments-1.json";

const { id, number, size, sha256, findings, scan } = attachmentSchema.shape;

/** The machine-readable side of a mail about a file: the files of the case until then that its readers may know of,
 * each as it was looked at. */
export const attachmentsHandOverSchema = z.object({
  $schema: z.string(),
  reference: z.string(),
  attachments: z.array(
    z.object({
      id,
      number,
      receivedAt: z.iso.datetime(),
      filename: z.nullable(z.string()),
      announcedType: z.nullable(z.string()),
      contentType: z.nullable(z.string()),
      size,
      sha256,
      findings,
      scan,
    }),
  ),
  evidence: z.optional(witnessedHead),
});

export type AttachmentsHandOver = z.infer<typeof attachmentsHandOverSchema>;
