import { json } from "../../../shared/http/answer.ts";
import { jsonBody } from "../../../shared/http/body.ts";
import type { Command } from "../../../shared/http/command.ts";
import type { Call } from "../../../shared/http/door.ts";
import { validate } from "../../../shared/http/validation.ts";
import { readLetterDossier } from "../../../shared/letter/letter-store.ts";
import { readReference } from "../../../shared/reference.ts";
import { Refusal } from "../../../shared/refusal.ts";
import type { OperatorRouteKey } from "../../../shared/routes.ts";
import type { Duties } from "../duties.ts";
import { listCases, listQuery } from "../list-cases.ts";
import { auditEntryInput, auditEntryKey, auditInput, auditSchemas } from "./audit.ts";
import { auditDetails, auditSummary } from "./audit-view.ts";
import { requestAudit } from "./request-audit.ts";
import { tellOfAudit } from "./tell-of-audit.ts";

/** What operators can do about the audits that controllers ask for. */
export function auditCommands(duties: Duties) {
  const { table, now } = duties;
  return {
    "POST /audits": async (call, caller) => {
      const requested = await requestAudit(duties, caller, validate(auditInput, jsonBody(call).value));
      return json(201, auditSummary({ case: requested, entries: [] }, now()));
    },
    "GET /audits": async (call) => {
      const query = validate(listQuery, call.queryStringParameters ?? {});
      const { dossiers, ...rest } = await listCases(table, "audit", auditSchemas, query);
      return json(200, { audits: dossiers.map((dossier) => auditSummary(dossier, now())), ...rest });
    },
    "GET /audits/{reference}": async (call) => {
      const found = await readLetterDossier(table, referenceIn(call), auditSchemas);
      if (!found) throw new Refusal("not_found");
      return json(200, auditDetails(found, now()));
    },
    "POST /audits/{reference}/entries": async (call, caller) => {
      const { key, ...said } = validate(auditEntryKey, jsonBody(call).value);
      const told = validate(auditEntryInput, said);
      const dossier = await tellOfAudit(duties, { caller, key }, referenceIn(call), told);
      return json(201, auditSummary(dossier, now()));
    },
  } satisfies Partial<Record<OperatorRouteKey<"keep-duties">, Command>>;
}

/** @throws Refusal `not_found` for what cannot be an audit's */
function referenceIn(call: Call): string {
  const reference = readReference("audit", call.pathParameters?.reference ?? "");
  if (!reference) throw new Refusal("not_found");
  return reference;
}
