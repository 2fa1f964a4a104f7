import * as z from "zod/mini";
import { severities } from "../../../shared/duty-choices.ts";
import { handOverFields } from "../hand-over-fields.ts";

/** Where the schema below is published, from the public API's root. */
export const auditHandOverSchemaPath = "/schemas/audit-1.json";

/** What a mail about an audit tells. */
export const auditNews = [
  "reports_offered",
  "planned",
  "information",
  "finding",
  "follow_up",
  "cancelled",
  "closed",
] as const;

/** The machine-readable side of the mails about an audit (agreement art. 10; GDPR art. 28(3)(h)). */
export const auditHandOverSchema = z.object({
  ...handOverFields,
  processor: z.string(),
  news: z.enum(auditNews),
  /** What was recorded, in the operator's words; of one that is planned, why the reports that there are do not suffice. */
  text: z.nullable(z.string()),
  /** How much a finding matters. */
  severity: z.nullable(z.enum(severities)),
  /** By which day a follow-up is to be done. */
  due: z.nullable(z.iso.date()),
  requestedOn: z.iso.date(),
  startsOn: z.iso.date(),
  days: z.nullable(z.int()),
  expert: z.object({ name: z.string(), organisation: z.string() }),
  scope: z.string(),
  /** By when the controller has the information that it needs for the audit: through the end of `day`. */
  informationDue: z.object({
    day: z.iso.date(),
    endsAt: z.iso.datetime(),
    steps: z.array(z.object({ rule: z.string(), text: z.string(), result: z.string() })),
  }),
});

export type AuditHandOver = z.infer<typeof auditHandOverSchema>;
