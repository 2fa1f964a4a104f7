import { readCode } from "../../shared/codes.ts";
import type { Outcome } from "../../shared/commit-once.ts";
import type { Answer } from "../../shared/http/answer.ts";
import { replayedHeader } from "../../shared/http/idempotency-key.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { BreachCase } from "../breach/breach.ts";
import type { CaseAccess } from "../breach/check-receipt-code.ts";
import type { Report, Update } from "../breach/report.ts";
import { type SubmitReportDependencies, submitReport } from "../breach/submit-report.ts";
import { type SubmitUpdateDependencies, submitUpdate } from "../breach/submit-update.ts";
import type { RequestCase } from "../request/request.ts";
import type { Submission } from "../request/submission.ts";
import { type SubmitDependencies, submitRequest } from "../request/submit-request.ts";
import type { Sent } from "./form/answer-form.ts";
import { lineIn } from "./form/field.ts";
import { toAnswer, type View } from "./layout.ts";
import { receiptPage } from "./receipt-page.ts";
import { updatePage } from "./update-page.ts";

/** Submits what the form for a request asks for. @throws Refusal as `submitRequest` does */
export async function sendRequest(
  { value, body, key }: Sent<Submission>,
  dependencies: SubmitDependencies,
  view: View,
): Promise<Answer> {
  const { language } = view;
  return receiptOf(await submitRequest({ submission: value, body, key, language }, dependencies), view);
}

/** Submits what the form for a breach report asks for. @throws Refusal as `submitReport` does */
export async function sendReport(
  { value, body, key, values }: Sent<Report>,
  dependencies: SubmitReportDependencies,
  view: View,
): Promise<Answer> {
  const typed = lineIn(values, "code");
  const code = readCode(typed ?? "");
  if (typed !== undefined && code === undefined)
    throw new Refusal("invalid_input", { errors: [{ pointer: "/code", code: "not_a_code" }] });
  // With another code it is another report: one that waits for the desk is not to stand for one that would leave.
  const submitted = { report: value, body: code === undefined ? body : `${body} ${code}`, key, code };
  const outcome = await submitReport({ ...submitted, language: view.language }, dependencies);
  const isNobodys = code !== undefined && outcome.case.reporterId === undefined;
  return receiptOf(outcome, view, isNobodys ? view.texts.receipt.breach.unknownCode : undefined);
}

/** Submits what the form that adds to a breach report asks for. @throws Refusal as `submitUpdate` does */
export async function sendUpdate(
  { value, body, key }: Sent<Update>,
  access: CaseAccess,
  dependencies: SubmitUpdateDependencies,
  view: View,
): Promise<Answer> {
  const outcome = await submitUpdate({ ...access, update: value, body, key }, dependencies);
  return toAnswer(201, updatePage(outcome.receipt, access.receiptCode, view), view, replayedHeader(outcome));
}

/** The page itself is the answer: the code stands in no address, and loading it again repeats a harmless form. */
function receiptOf(outcome: Outcome<RequestCase | BreachCase>, view: View, notice?: string): Answer {
  return toAnswer(201, receiptPage(outcome, view, notice), view, replayedHeader(outcome));
}
