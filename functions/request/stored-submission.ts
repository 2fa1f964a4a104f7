import * as z from "zod/mini";
import { languages } from "../../shared/language.ts";
import { mailAddress } from "../../shared/text.ts";
import { identifierTypes } from "./identifier-types.ts";
import { rightKeys } from "./rights.ts";
import type { Submission } from "./submission.ts";

/**
 * A submission as it is read back. It passed the door's checks once: a limit that has changed since, or a field that
 * another release added, does not make it unreadable.
 */
export const storedSubmissionSchema: z.ZodMiniType<Submission> = z.object({
  controllerId: z.optional(z.string()),
  organisation: z.optional(z.string()),
  rights: z.array(z.enum(rightKeys)),
  dataSubject: z.object({
    name: z.string(),
    email: mailAddress,
    identifiers: z.optional(z.array(z.object({ type: z.enum(identifierTypes), value: z.string() }))),
  }),
  representative: z.optional(
    z.object({ name: z.string(), email: mailAddress, capacity: z.optional(z.string()) }),
  ),
  message: z.optional(z.string()),
  language: z.optional(z.enum(languages)),
});
