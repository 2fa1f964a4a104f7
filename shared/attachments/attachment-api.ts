import * as z from "zod/mini";
import { attachmentStatuses } from "./attachment-status.ts";

/** How the API lists the files of a case; see `attachmentReports`. */
export const attachmentReportsSchema = z
  .array(
    z.object({
      id: z.string(),
      number: z.int(),
      filename: z.optional(z.string()),
      status: z.enum(attachmentStatuses),
      at: z.iso.datetime(),
      size: z.optional(z.int()),
      sha256: z.optional(z.string()),
    }),
  )
  .register(z.globalRegistry, {
    description:
      "The files that somebody attached, or asked a form for. `awaited`: it may still come. `checking`: it came and is " +
      "looked at. `received`: it is with the case. `withheld`: malware was found in it, and it is gone. `not_received`: " +
      "it did not come in time, or the case took no file any more; the case stands without it.",
  });
