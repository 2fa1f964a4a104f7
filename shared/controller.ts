import * as z from "zod/mini";
import { agreementEndSchema } from "./agreement-end.ts";
import { languages } from "./language.ts";
import type { MonthReading } from "./periods/month.ts";
import { isSingleLine, mailAddress, singleLine } from "./text.ts";

const idRule = "An id is 3 to 63 of a-z, 0-9 and single hyphens between them.";
const bucketRule = "This is not the name of an S3 bucket.";
const prefixRule =
  "A prefix ends in / and does not start with it; each part before a / is a name, without control characters.";

/** A controller's id: 3 to 63 of `[a-z0-9]` and single hyphens between them. */
export const controllerId = z
  .string()
  .check(z.refine((text) => /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text), idRule));

const contact = z.strictObject({ email: mailAddress, role: z.enum(["privacy", "fallback"]) });

const storageLocation = z.strictObject({
  bucket: z.string().check(z.refine(isBucketName, bucketRule)),
  prefix: z.string().check(z.refine(isPrefix, prefixRule)).brand<"prefix">(),
});

/** Where hosted data lies. A prefix names at least one whole segment and ends in `/`: it is never empty. */
export type StorageLocation = z.infer<typeof storageLocation>;

/** What an operator says of a controller and every release reads; what else was agreed stands in `controllerInput`. */
export const controllerData = {
  name: singleLine(200),
  language: z.enum(languages),
  listed: z.boolean(),
  contacts: z.array(contact).check(
    z.maxLength(10),
    z.refine((contacts) => contacts.some(isPrivacyContact), "At least one contact has the role privacy."),
  ),
  storage: z._default(z.array(storageLocation).check(z.maxLength(100)), []),
  monthReading: z._default(
    z.enum(["date_to_date", "full_calendar_month"] satisfies MonthReading[]),
    "date_to_date",
  ),
};

/**
 * A controller as it is on record. `version` starts at 1 and grows with each change; `changedBy` is the ARN of
 * the operator who made the last one. Fields that a newer release may have added are passed over.
 */
export const controller = z.object({
  id: controllerId,
  ...controllerData,
  /** What the agreement says of the processing: only `readAgreement` knows all of it. */
  agreement: z.optional(z.looseObject({ noticeHours: z.optional(z.int()) })),
  version: z.int().check(z.minimum(1)),
  changedAt: z.iso.datetime(),
  changedBy: z.string().check(z.minLength(1)),
  /** Set once the agreement with it has been terminated. */
  termination: z.optional(agreementEndSchema),
});

export type Controller = z.infer<typeof controller>;

/** The address that mail to this controller goes to: its first privacy contact. */
export function privacyContact(of: Pick<Controller, "contacts">): string {
  const [first] = contactsInTurn(of);
  if (first === undefined) throw new Error("a controller without a privacy contact");
  return first;
}

/** The addresses of all contacts, in the order in which they are tried: those with the role privacy, then the others. */
export function contactsInTurn({ contacts }: Pick<Controller, "contacts">): string[] {
  const fallbacks = contacts.filter((contact) => !isPrivacyContact(contact));
  return [...contacts.filter(isPrivacyContact), ...fallbacks].map(({ email }) => email);
}

function isPrivacyContact(candidate: { role: "privacy" | "fallback" }): boolean {
  return candidate.role === "privacy";
}

/** Amazon S3 User Guide, "General purpose bucket naming rules"; reserved prefixes and suffixes are left to S3. */
function isBucketName(text: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text) && !text.includes("..") && !/^\d+(?:\.\d+){3}$/.test(text)
  );
}

/** An S3 key has at most 1,024 bytes of UTF-8; some are left to the objects under the prefix. */
function isPrefix(text: string): boolean {
  const segments = text.split("/");
  return (
    segments.pop() === "" &&
    segments.length > 0 &&
    segments.every((segment) => segment !== "" && segment !== "." && segment !== "..") &&
    isSingleLine(text) &&
    Buffer.byteLength(text) <= 900
  );
}
