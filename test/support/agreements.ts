import type { Agreement } from "../../shared/controller-input.ts";

/** What was agreed with Voorbeeld B.V., with the given fields in place of its own. */
export function agreement(changes: Partial<Agreement> = {}): Agreement {
  return {
    signedOn: "2026-01-31",
    noticeHours: 96,
    purposes: ["het klantportaal hosten"],
    dataCategories: ["namen en adressen"],
    dataSubjectCategories: ["klanten"],
    countries: ["NL", "US"],
    safeguards: { US: "modelcontractbepalingen, module 3" },
    subProcessors: ["hosting-bv", "Helpdesk Ltd"],
    clauses: { breach: "7.1" },
    dataProtectionOfficer: { name: "N. de Vries", email: "fg@voorbeeld.example", phone: "+31 20 123 45 67" },
    ...changes,
  };
}
