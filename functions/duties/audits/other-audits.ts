import { listLetterDossiers } from "../../../shared/letter/letter-store.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { Table } from "../../../shared/table.ts";
import { auditSchemas } from "./audit.ts";
import type { Planned } from "./audit-rules.ts";
import { type AuditState, standingOf } from "./audit-standing.ts";

/** In these an audit takes place, or took place. */
const counted: readonly AuditState[] = ["planned", "closed"];

/**
 * The audits of the same controller that count for how often there is one. One that was recorded within the last second
 * may be missing (see `queryIndex`): two operators who plan audits of one controller within that second may both succeed.
 * @throws Refusal `audit_not_allowed` where there is an audit that this release cannot read: it may be one of them
 */
export async function otherAudits(
  table: Table,
  { reference, controllerId }: { reference: string; controllerId: string },
): Promise<Planned[]> {
  const { dossiers, unreadable } = await listLetterDossiers(table, "audit", auditSchemas);
  if (unreadable.length > 0) {
    const because = `This release cannot read ${unreadable.join(", ")}, which may be within 12 months: see CASE_UNREADABLE in the runbook.`;
    throw new Refusal("audit_not_allowed", { because });
  }
  return dossiers
    .filter(({ case: of }) => of.controllerId === controllerId && of.reference !== reference)
    .map((dossier) => ({ reference: dossier.case.reference, ...standingOf(dossier) }))
    .filter(({ state }) => counted.includes(state));
}
