import { attachmentReports } from "../../shared/attachments/attachment-status.ts";
import { type Answer, json } from "../../shared/http/answer.ts";
import { jsonBody } from "../../shared/http/body.ts";
import { bearerCode, caseAccess } from "../../shared/http/case-access.ts";
import type { Answerer, Call } from "../../shared/http/door.ts";
import { idempotencyKey, replayedHeader } from "../../shared/http/idempotency-key.ts";
import { validate } from "../../shared/http/validation.ts";
import type { Language } from "../../shared/language.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import { receipt, statusReport } from "./breach-status.ts";
import type { BreachDossier } from "./breach-store.ts";
import { checkReceiptCode } from "./check-receipt-code.ts";
import { reportSchema, updateSchema } from "./report.ts";
import { type SubmitReportDependencies, submitReport } from "./submit-report.ts";
import { type SubmitUpdateDependencies, submitUpdate } from "./submit-update.ts";

/** What the door for breach reports needs of the world. */
export type BreachDependencies = SubmitReportDependencies &
  SubmitUpdateDependencies & {
    readBreach: (reference: string) => Promise<BreachDossier | undefined>;
  };

/** `POST /breach-reports`, `GET /breach-reports/{reference}` and `POST /breach-reports/{reference}/updates`. */
export function breachReports(dependencies: BreachDependencies): Answerer {
  return (call, language) => {
    switch (call.routeKey) {
      case "POST /breach-reports":
        return submit(call, language, dependencies);
      case "GET /breach-reports/{reference}":
        return report(call, dependencies);
      case "POST /breach-reports/{reference}/updates":
        return update(call, dependencies);
      default:
        throw new Refusal("not_found");
    }
  };
}

async function submit(call: Call, language: Language, dependencies: BreachDependencies): Promise<Answer> {
  const key = idempotencyKey(call.headers["idempotency-key"]);
  const { text, value } = jsonBody(call);
  const reported = validate(reportSchema, value);
  const outcome = await submitReport(
    { report: reported, body: text, key, code: bearerCode(call), language },
    dependencies,
  );
  return json(201, receipt(outcome.case, outcome.receiptCode), {
    location: `/breach-reports/${outcome.case.reference}`,
    ...replayedHeader(outcome),
  });
}

/** Unknown reference, wrong code, no code: one answer, so that none of them tells anything. */
async function report(call: Call, { readBreach, readReceiptHash, now }: BreachDependencies): Promise<Answer> {
  const access = caseAccess(call, "breach");
  await checkReceiptCode(access, readReceiptHash);
  const found = await orUnavailable(readBreach(access.reference));
  if (!found) throw new Refusal("not_found");
  return json(200, { ...statusReport(found), attachments: attachmentReports(found, now()) });
}

async function update(call: Call, dependencies: BreachDependencies): Promise<Answer> {
  const access = caseAccess(call, "breach");
  const key = idempotencyKey(call.headers["idempotency-key"]);
  const { text, value } = jsonBody(call);
  const changes = validate(updateSchema, value);
  const outcome = await submitUpdate({ ...access, update: changes, body: text, key }, dependencies);
  return json(201, outcome.receipt, {
    location: `/breach-reports/${access.reference}`,
    ...replayedHeader(outcome),
  });
}
