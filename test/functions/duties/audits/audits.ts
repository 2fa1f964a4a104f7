import type { AuditCase, AuditEntry, AuditEntryInput } from "../../../../functions/duties/audits/audit.ts";
import { earliestStart, informationDue } from "../../../../functions/duties/audits/audit-rules.ts";

const requestedOn = "2026-11-22";

/** A request for an audit as it is stored. */
export function auditCase(changes: Partial<AuditCase> = {}): AuditCase {
  return {
    v: 1,
    kind: "audit",
    reference: "AUD-7K3M-9QXT-2W5R",
    controllerId: "voorbeeld-bv",
    controllerName: "Voorbeeld B.V.",
    controllerVersion: 1,
    at: "2026-11-22T10:15:00.000Z",
    by: "arn:aws:iam::000000000000:user/operator",
    register: "audit",
    receivedAt: "2026-11-22T10:15:00.000Z",
    letters: [],
    startsOn: "2027-01-11",
    expert: { name: "R. Jansen", organisation: "Jansen Audit", independent: true, confidential: true },
    scope: "De maatregelen van artikel 6.",
    requestedOn,
    informationDue: informationDue(requestedOn),
    earliestStart: earliestStart({ requestedOn, today: requestedOn }, []),
    ...changes,
  };
}

/** An audit, of which these were told one after another, a day apart. */
export function auditWith(told: readonly AuditEntryInput[], changes: Partial<AuditCase> = {}) {
  const of = auditCase(changes);
  const entries = told.map(
    (one, n): AuditEntry => ({
      v: 1,
      kind: "audit-entry",
      reference: of.reference,
      sequence: n + 1,
      controllerId: of.controllerId,
      at: new Date(Date.parse(of.at) + (n + 1) * 86_400_000).toISOString(),
      by: of.by,
      letters: [],
      told: one,
    }),
  );
  return { case: of, entries };
}
