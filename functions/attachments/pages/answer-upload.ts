import { type AttachmentStatus, attachmentReports } from "../../../shared/attachments/attachment-status.ts";
import { formMilliseconds, type Upload } from "../../../shared/attachments/upload.ts";
import type { Answer } from "../../../shared/http/answer.ts";
import { type Call, loggedRefusal } from "../../../shared/http/door.ts";
import { idempotencyKey } from "../../../shared/http/idempotency-key.ts";
import { statusOf } from "../../../shared/http/problem.ts";
import { pagePaths } from "../../../shared/routes.ts";
import type { OpenedCase } from "../../pages/case-reader.ts";
import type { FormValues } from "../../pages/form/field.ts";
import { formFields } from "../../pages/form/form-page.ts";
import { isFromElsewhere } from "../../pages/form/from-elsewhere.ts";
import { toAnswer, type View } from "../../pages/layout.ts";
import { answerOpening, showStatusForm } from "../../pages/open-case.ts";
import { pagePolicy } from "../../pages/style.ts";
import type { AttachmentsDependencies } from "../answer-attachments.ts";
import type { CaseOfFiles } from "../case-of-files.ts";
import { submitUpload } from "../submit-upload.ts";
import { attachmentTexts } from "./attachment-texts.ts";
import { noFormPage, uploadPage } from "./upload-page.ts";

/**
 * The form that sends a file to a case, for whoever comes with its reference and its code. What a page of somebody else
 * sends here is not answered so: it could lead the reader to add a file to a case that is not theirs.
 * @throws Refusal `not_form` or `malformed_form`
 */
export async function answerUpload(
  call: Call,
  dependencies: AttachmentsDependencies,
  view: View,
): Promise<Answer> {
  if (isFromElsewhere(call)) return showStatusForm(view);
  return answerOpening(call, dependencies, view, (opened, values) =>
    offer(opened, values, dependencies, view),
  );
}

async function offer(
  { case: { kind, reference }, receiptCode }: OpenedCase,
  values: FormValues,
  dependencies: AttachmentsDependencies,
  view: View,
): Promise<Answer> {
  const access = { reference, receiptCode };
  try {
    // The button for another file has a key of its own, which comes last.
    const key = idempotencyKey(values.get(formFields.key)?.at(-1));
    const scope = `POST ${pagePaths.attachments} ${reference}`;
    const asked = { ...access, kind, announced: undefined, scope, body: "", key, language: view.language };
    const { upload, replayed, of } = await submitUpload(asked, dependencies);
    const until = new Date(Date.parse(upload.at) + formMilliseconds);
    const now = dependencies.now();
    const state = replayed ? stateOf(upload, of, now) : "awaited";
    if (state === "awaited" && now < until) {
      const page = uploadPage({ ...access, kind, key, until, form: upload.form }, view);
      // S3 leads on to the address that mails have of us, which need not be the one that the reader came by.
      const policy = pagePolicy(
        ...[upload.form.url, dependencies.publicUrl].map((url) => new URL(url).origin),
      );
      return toAnswer(200, page, view, { "content-security-policy": policy });
    }
    const { states, upload: said } = attachmentTexts[view.language];
    return toAnswer(
      200,
      noFormPage(access, key, state === "awaited" ? said.over : states[state], view),
      view,
    );
  } catch (error) {
    const refusal = loggedRefusal(error);
    const problems: Readonly<Record<string, { title: string; text: string }>> = {
      ...view.texts.form.problems,
      ...attachmentTexts[view.language].problems,
    };
    const said = problems[refusal?.reason ?? "unexpected"] ?? view.texts.problems.unexpected;
    const page = noFormPage(access, idempotencyKey(undefined), said, view);
    return toAnswer(statusOf(refusal), { ...page, isWrong: true }, view, refusal?.headers);
  }
}

/** What became of the file that an earlier, identical call got its form for. */
function stateOf({ id }: Upload, of: CaseOfFiles, now: Date): AttachmentStatus {
  return attachmentReports(of, now).find((one) => one.id === id)?.status ?? "not_received";
}
