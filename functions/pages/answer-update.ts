import { readCode } from "../../shared/codes.ts";
import type { Answer } from "../../shared/http/answer.ts";
import { formBody } from "../../shared/http/body.ts";
import type { Call } from "../../shared/http/door.ts";
import { readReference } from "../../shared/reference.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { SubmitUpdateDependencies } from "../breach/submit-update.ts";
import { sendUpdate } from "./carry-out.ts";
import type { CaseReader } from "./case-reader.ts";
import { answerForm, showForm } from "./form/answer-form.ts";
import { type FormValues, lineIn } from "./form/field.ts";
import { formFields } from "./form/form-page.ts";
import { isFromElsewhere } from "./form/from-elsewhere.ts";
import type { View } from "./layout.ts";
import { answerOpening } from "./open-case.ts";
import { updateForm } from "./update-form.ts";

/**
 * The form that adds to a breach report: shown to whoever comes with the reference and the code, and carried out once it
 * comes back with a key.
 * @throws Refusal `not_form` or `malformed_form`
 */
export async function answerUpdate(
  call: Call,
  dependencies: CaseReader & SubmitUpdateDependencies,
  view: View,
): Promise<Answer> {
  const { values } = formBody(call);
  if (isFromElsewhere(call) || !values.has(formFields.key)) {
    return answerOpening(call, dependencies, view, ({ case: { kind, reference }, receiptCode }) => {
      if (kind !== "breach") throw new Refusal("not_found");
      return showForm(updateForm({ reference, receiptCode }, view), new Map(), undefined, view);
    });
  }
  const access = accessIn(values);
  return answerForm(call, updateForm(access, view), view, (sent) => {
    if (access.reference === "") throw new Refusal("not_found");
    return sendUpdate(sent, access, dependencies, view);
  });
}

/** What is no reference and no code opens nothing. */
function accessIn(values: FormValues) {
  return {
    reference: readReference("breach", lineIn(values, "reference") ?? "") ?? "",
    receiptCode: readCode(lineIn(values, "code") ?? "") ?? "",
  };
}
