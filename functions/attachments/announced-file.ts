import * as z from "zod/mini";
import { takenTypes } from "../../shared/attachments/types.ts";
import { largestAttachment } from "../../shared/attachments/upload.ts";
import { singleLine } from "../../shared/text.ts";

/** What a program says of the file that it is going to send. */
export const announcedFileSchema = z.strictObject({
  /** A label for whoever reads it; no file is ever stored under it. */
  filename: singleLine(255),
  contentType: z.enum(takenTypes),
  /** In bytes: the file can be smaller, and not larger. */
  size: z
    .int()
    .check(
      z.refine((size) => size >= 1, { error: "file_empty", abort: true }),
      z.refine((size) => size <= largestAttachment, {
        error: "file_too_large",
        params: { limit: largestAttachment },
      }),
    )
    .register(z.globalRegistry, { minimum: 1, maximum: largestAttachment }),
});

export type AnnouncedFile = z.infer<typeof announcedFileSchema>;
