import * as z from "zod";

/** A file of a case, as the operator API tells of it; what its bytes are is known once they were looked at. */
export const fileAnswer = z.looseObject({
  id: z.string(),
  number: z.number(),
  filename: z.string().optional(),
  announcedType: z.string().optional(),
  status: z.string(),
  at: z.string(),
  contentType: z.string().optional(),
  size: z.number().optional(),
  sha256: z.string().optional(),
  findings: z.array(z.string()).optional(),
  scan: z.string().optional(),
});

export type FileAnswer = z.infer<typeof fileAnswer>;

/** The file that an entry of a case is about, as it was then. */
export const entryFile = z.looseObject({
  number: z.number(),
  filename: z.string().optional(),
  scan: z.string().optional(),
});
