import { attachmentReports } from "../../shared/attachments/attachment-status.ts";
import { opens } from "../../shared/codes.ts";
import { json } from "../../shared/http/answer.ts";
import { jsonBody } from "../../shared/http/body.ts";
import { caseAccess } from "../../shared/http/case-access.ts";
import type { Answerer, Call } from "../../shared/http/door.ts";
import { idempotencyKey, replayedHeader } from "../../shared/http/idempotency-key.ts";
import { validate } from "../../shared/http/validation.ts";
import type { Language } from "../../shared/language.ts";
import { Refusal } from "../../shared/refusal.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import { receipt, statusReport } from "./request-status.ts";
import { submissionSchema } from "./submission.ts";
import { type SubmitDependencies, submitRequest } from "./submit-request.ts";

/** `POST /requests` and `GET /requests/{reference}`. */
export function receiveRequest(dependencies: SubmitDependencies): Answerer {
  return (call, language) =>
    call.requestContext.http.method === "POST"
      ? submit(call, language, dependencies)
      : report(call, dependencies);
}

async function submit(call: Call, language: Language, dependencies: SubmitDependencies) {
  const key = idempotencyKey(call.headers["idempotency-key"]);
  const { text, value } = jsonBody(call);
  const submission = validate(submissionSchema, value);
  const outcome = await submitRequest({ submission, body: text, key, language }, dependencies);
  return json(201, receipt(outcome.case, outcome.receiptCode), {
    location: `/requests/${outcome.case.reference}`,
    ...replayedHeader(outcome),
  });
}

/** Unknown reference, wrong code, no code: one answer, so that none of them tells anything. */
async function report(call: Call, { readRequest, now }: SubmitDependencies) {
  const { reference, receiptCode } = caseAccess(call, "request");
  const found = await orUnavailable(readRequest(reference));
  if (!found || !opens(receiptCode, found.case.receiptHash)) throw new Refusal("not_found");
  return json(200, { ...statusReport(found), attachments: attachmentReports(found, now()) });
}
