import * as z from "zod";

/** The part of the operator API's answers about audits that people are shown; programs get all of it. */

/** Where an audit stands. */
export const auditSummary = z.looseObject({
  reference: z.string(),
  controllerId: z.string(),
  controllerName: z.string(),
  state: z.string(),
  requestedOn: z.string(),
  startsOn: z.string(),
  informationDue: z.string(),
  informationAt: z.string().optional(),
  informationLate: z.boolean(),
  findings: z.number(),
  openFollowUps: z.array(z.number()),
});

export type AuditSummary = z.infer<typeof auditSummary>;

const step = z.object({ rule: z.string(), text: z.string(), result: z.string() });

/** All that is known of an audit. */
export const auditDetails = auditSummary.extend({
  days: z.number().optional(),
  expert: z.object({ name: z.string(), organisation: z.string() }).loose(),
  scope: z.string(),
  reportsInsufficient: z.string().optional(),
  derivations: z.object({ informationDue: z.array(step), earliestStart: z.array(step) }),
  entries: z.array(z.looseObject({ sequence: z.number(), move: z.string(), at: z.string(), by: z.string() })),
  mails: z.array(z.looseObject({ id: z.string(), to: z.string(), state: z.string() })),
});

export type AuditDetails = z.infer<typeof auditDetails>;

/** A page of the answer to `GET /audits`, and `from` of the following one. */
export const auditPage = z.object({
  audits: z.array(auditSummary),
  unreadable: z.array(z.string()),
  next: z.string().optional(),
});
