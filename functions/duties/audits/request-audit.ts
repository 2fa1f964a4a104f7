import { isDeepStrictEqual } from "node:util";
import { dayAt } from "../../../shared/day.ts";
import { readLetterDossier } from "../../../shared/letter/letter-store.ts";
import { log } from "../../../shared/log.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { type Duties, dutyTo } from "../duties.ts";
import { keepCase } from "../keep-case.ts";
import { letterCase, referenceFor } from "../letter-case.ts";
import { refuseFuture } from "../refuse-future.ts";
import { statementPack } from "../statement-pack.ts";
import { type AuditCase, type AuditInput, auditSchemas } from "./audit.ts";
import { auditLetter } from "./audit-letter.ts";
import { newsOfRequest } from "./audit-news.ts";
import { earliestStart, informationDue, whyNot } from "./audit-rules.ts";
import { otherAudits } from "./other-audits.ts";
import { refuseImplausible } from "./plausible-start.ts";

/**
 * Records in the name of the caller that a controller asks for an audit, and tells the controller: it is offered the
 * reports that there are or, where it has said why these do not suffice, the audit is planned. The same call under the
 * same key gets the audit that the first one recorded, whatever has changed since.
 * @throws Refusal `audit_not_allowed` with the reasons and the earliest day, `invalid_input`, `unknown_controller`,
 * `controller_gone` or `idempotency_key_reused`
 */
export async function requestAudit(duties: Duties, caller: string, input: AuditInput): Promise<AuditCase> {
  const { table, now } = duties;
  const reference = referenceFor("audit", input.key);
  const earlier = input.key && (await readLetterDossier(table, reference, auditSchemas));
  if (earlier) return repeated(earlier.case, input);
  const at = now();
  const today = dayAt(at);
  const { key: _key, requestedOn = today, ...asked } = input;
  refuseFuture("requestedOn", requestedOn, at);
  refuseImplausible(asked.startsOn, today);
  const controller = await dutyTo(duties, asked.controllerId);
  const others = await otherAudits(table, { reference, controllerId: controller.id });
  const wished = { startsOn: asked.startsOn, requestedOn, today };
  const reasons = whyNot(wished, others);
  if (reasons.length > 0) throw new Refusal("audit_not_allowed", { because: reasons.join(" ") });
  const audit = {
    ...asked,
    reference,
    requestedOn,
    informationDue: informationDue(requestedOn),
    earliestStart: earliestStart(wished, others),
  };
  const reports = await statementPack(duties, ["audit_reports"], controller.language);
  const letters = [auditLetter(controller, audit, newsOfRequest(asked), { ...duties, reports })];
  const newCase = { ...letterCase("audit", controller, { reference, at, by: caller, letters }), ...audit };
  const kept = repeated(await keepCase(table, newCase, auditSchemas), input);
  log("DUTY_RECORDED", { reference, controllerId: controller.id });
  return kept;
}

/**
 * The audit that stands under the key of a call, where the call asks for the same. Where it leaves out `requestedOn`, that
 * is the day of the first call: a repetition can come after midnight.
 * @throws Refusal `idempotency_key_reused`
 */
function repeated(existing: AuditCase, input: AuditInput): AuditCase {
  const { said } = auditSchemas;
  const { requestedOn = existing.requestedOn } = input;
  const isSame = isDeepStrictEqual(said.parse(existing), said.parse(input));
  if (!isSame || requestedOn !== existing.requestedOn) throw new Refusal("idempotency_key_reused");
  return existing;
}
