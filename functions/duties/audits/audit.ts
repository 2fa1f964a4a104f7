import * as z from "zod/mini";
import { day } from "../../../shared/day.ts";
import { severities } from "../../../shared/duty-choices.ts";
import { letterCaseFields, letterEntryFields } from "../../../shared/letter/letter.ts";
import type { LetterDossier } from "../../../shared/letter/letter-store.ts";
import { plainText, singleLine } from "../../../shared/text.ts";
import { recordKey } from "../record-key.ts";

const text = plainText(10_000);

/** True, where the agreement asks for it: anything else is told with the reason. */
function promised(sentence: string) {
  return z.boolean().check(z.refine((value) => value, sentence));
}

/** Who carries out an audit (agreement art. 10). */
const expert = z.strictObject({
  name: singleLine(200),
  organisation: singleLine(200),
  independent: promised("An audit is carried out by an expert who is independent (agreement article 10)."),
  confidential: promised(
    "An audit is carried out by an expert who is bound to secrecy (agreement article 10).",
  ),
});

const asked = {
  controllerId: z.string(),
  startsOn: day,
  /** How many days it takes. */
  days: z.optional(z.int().check(z.minimum(1), z.maximum(366))),
  expert,
  /** What is audited. */
  scope: text,
  /** Why the reports that there are do not suffice, in the controller's words; absent as long as it has not said so. */
  reportsInsufficient: z.optional(text),
};

/** What an operator writes about a controller's request for an audit. */
export const auditInput = z.strictObject({
  key: z.optional(recordKey),
  ...asked,
  /** The day on which the request came in; today where it is left out. */
  requestedOn: z.optional(day),
});

export type AuditInput = z.infer<typeof auditInput>;

/** What can be told of an audit after the request. */
export const auditEntryInput = z.discriminatedUnion("move", [
  z.strictObject({ move: z.literal("confirm"), reportsInsufficient: text, startsOn: z.optional(day) }),
  z.strictObject({ move: z.literal("information"), text }),
  z.strictObject({ move: z.literal("finding"), text, severity: z.optional(z.enum(severities)) }),
  z.strictObject({
    move: z.literal("follow_up"),
    text,
    /** By which day it is to be done. */
    due: z.optional(day),
    /** The number of the follow-up that is done with this. */
    settles: z.optional(z.int()),
  }),
  z.strictObject({ move: z.literal("cancel"), because: text }),
  z.strictObject({ move: z.literal("close"), text: z.optional(text) }),
]);

export type AuditEntryInput = z.infer<typeof auditEntryInput>;

/** The key beside that, which stands for one entry, however often it is sent. */
export const auditEntryKey = z.looseObject({ key: z.optional(recordKey) });

export type AuditMove = AuditEntryInput["move"];

const derived = {
  day: z.string(),
  steps: z.array(z.object({ rule: z.string(), text: z.string(), result: z.string() })),
};

/** The case that a request becomes, how its items are read, and what a repeated call says again. */
export const auditSchemas = {
  case: z.object({
    kind: z.literal("audit"),
    ...letterCaseFields,
    ...asked,
    requestedOn: z.string(),
    informationDue: z.object({ ...derived, endsAt: z.iso.datetime() }),
    earliestStart: z.object(derived),
  }),
  entry: z.object({
    kind: z.literal("audit-entry"),
    ...letterEntryFields,
    told: auditEntryInput,
    /** The key under which it was told. */
    key: z.optional(z.string()),
  }),
  said: z.object(asked),
};

export type AuditCase = z.infer<typeof auditSchemas.case>;

export type AuditEntry = z.infer<typeof auditSchemas.entry>;

/** An audit as it was read. */
export type AuditDossier = LetterDossier<AuditCase, AuditEntry>;

/** What is known of an audit, without its mails. */
export type AuditHistory = Pick<AuditDossier, "case" | "entries">;
