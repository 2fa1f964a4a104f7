import { isDeepStrictEqual } from "node:util";
import { dayAt } from "../../../shared/day.ts";
import { log } from "../../../shared/log.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { addEntry } from "../add-entry.ts";
import { type Duties, dutyTo } from "../duties.ts";
import { letterEntry } from "../letter-case.ts";
import { type AuditDossier, type AuditEntry, type AuditEntryInput, auditSchemas } from "./audit.ts";
import { auditLetter } from "./audit-letter.ts";
import { newsOfEntry } from "./audit-news.ts";
import { standingOf } from "./audit-standing.ts";
import { checkEntry } from "./check-entry.ts";
import { otherAudits } from "./other-audits.ts";

/** The operator who tells something, and the key under which. */
type Teller = { caller: string; key: string | undefined };

/**
 * Records in the name of the caller what came after the request for an audit, and tells the controller. What is said again
 * under the same key is the same entry, whatever came since; without a key, the last entry said again by the same caller.
 * @throws Refusal `not_found`, `audit_not_allowed`, `invalid_input`, `controller_gone`, `idempotency_key_reused`, or
 * `not_stored` when others kept coming first
 */
export async function tellOfAudit(
  duties: Duties,
  { caller, key }: Teller,
  reference: string,
  told: AuditEntryInput,
): Promise<AuditDossier> {
  const { table, now } = duties;
  const dossier = await addEntry(table, reference, auditSchemas, async (before) => {
    const earlier = repeated(before, { caller, key }, told);
    if (earlier) return earlier;
    const at = now();
    const others = told.move === "confirm" ? await otherAudits(table, before.case) : [];
    checkEntry(before, told, others, dayAt(at));
    return entryOf(duties, before, told, { by: caller, at, key });
  });
  const { controllerId } = dossier.case;
  log("DUTY_RECORDED", { reference, controllerId, sequence: dossier.entries.length, move: told.move });
  return dossier;
}

/**
 * The entry that says this already.
 * @throws Refusal `idempotency_key_reused` where another one stands under the key
 */
function repeated(
  { entries }: Pick<AuditDossier, "entries">,
  { caller, key }: Teller,
  told: AuditEntryInput,
): AuditEntry | undefined {
  const saysIt = (entry: AuditEntry) => isDeepStrictEqual(entry.told, told);
  if (key === undefined) {
    const last = entries.at(-1);
    return last?.by === caller && saysIt(last) ? last : undefined;
  }
  const keyed = entries.find((entry) => entry.key === key);
  if (keyed && !saysIt(keyed)) throw new Refusal("idempotency_key_reused");
  return keyed;
}

async function entryOf(
  duties: Duties,
  dossier: AuditDossier,
  told: AuditEntryInput,
  { by, at, key }: { by: string; at: Date; key: string | undefined },
): Promise<AuditEntry> {
  const { case: of, entries } = dossier;
  const controller = await dutyTo(duties, of.controllerId);
  const entry = (letters: AuditEntry["letters"]): AuditEntry => ({
    ...letterEntry(dossier, { reference: of.reference, at, by, letters }),
    kind: "audit-entry",
    told,
    ...(key !== undefined && { key }),
  });
  const { startsOn } = standingOf({ case: of, entries: [...entries, entry([])] });
  return entry([auditLetter(controller, { ...of, startsOn }, newsOfEntry(told), { ...duties, reports: [] })]);
}
