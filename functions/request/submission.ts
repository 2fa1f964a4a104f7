import * as z from "zod/mini";
import { languages } from "../../shared/language.ts";
import { mailAddress, plainText, singleLine } from "../../shared/text.ts";
import { identifierTypes } from "./identifier-types.ts";
import { rightKeys } from "./rights.ts";

/**
 * What a data subject, or somebody on that person's behalf, asks (GDPR 15-22 and 7(3)). Strict: what the server
 * settles, such as status and times, cannot come from the body.
 */
export const submissionSchema = z
  .strictObject({
    controllerId: z.optional(singleLine(63)),
    organisation: z.optional(singleLine(200)),
    rights: z
      .array(z.enum(rightKeys))
      .check(
        z.minLength(1),
        z.maxLength(rightKeys.length),
        z.refine((chosen) => new Set(chosen).size === chosen.length, { error: "repeated" }),
      )
      .register(z.globalRegistry, { uniqueItems: true }),
    dataSubject: z.strictObject({
      name: singleLine(200),
      email: mailAddress,
      identifiers: z.optional(
        z
          .array(z.strictObject({ type: z.enum(identifierTypes), value: singleLine(200) }))
          .check(z.maxLength(10)),
      ),
    }),
    representative: z.optional(
      z.strictObject({ name: singleLine(200), email: mailAddress, capacity: z.optional(singleLine(200)) }),
    ),
    message: z.optional(plainText(10_000)),
    language: z.optional(z.enum(languages)),
  })
  .check(
    z.refine(({ controllerId, organisation }) => controllerId !== undefined || organisation !== undefined, {
      error: "controller_or_organisation",
      path: ["controllerId"],
      // Said together with what else is wrong, not only once everything else is right.
      when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value),
    }),
  )
  .register(z.globalRegistry, {
    anyOf: [{ required: ["controllerId"] }, { required: ["organisation"] }],
  });

export type Submission = z.infer<typeof submissionSchema>;
