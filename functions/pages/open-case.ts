import type { Answer } from "../../shared/http/answer.ts";
import { formBody } from "../../shared/http/body.ts";
import { type Call, loggedRefusal } from "../../shared/http/door.ts";
import { statusOf } from "../../shared/http/problem.ts";
import { type CaseReader, type OpenedCase, openByCode } from "./case-reader.ts";
import type { FormValues } from "./form/field.ts";
import { toFormPage } from "./form/form-page.ts";
import { switchField, toAnswer, type View } from "./layout.ts";
import { readAccess, statusForm } from "./status-form.ts";

/** The form that asks for a reference and a code, as nobody has filled it in. */
export function showStatusForm(view: View): Answer {
  return toAnswer(200, toFormPage(statusForm(view), { values: new Map(), errors: [] }, view), view);
}

/**
 * Opens the case whose reference and receipt code were sent with a form. Where there is none, the form comes back with
 * what was filled in; an unknown reference and a wrong code are the same.
 * @param show the page of the case that was opened
 * @throws Refusal `not_form` or `malformed_form`
 */
export async function answerOpening(
  call: Call,
  reader: CaseReader,
  view: View,
  show: (found: OpenedCase, values: FormValues) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { values } = formBody(call);
  const access = readAccess(values, view);
  const { status } = view.texts;
  if ("errors" in access) {
    const isSwitch = values.has(switchField);
    const state = { values, errors: isSwitch ? [] : access.errors };
    return toAnswer(isSwitch ? 200 : 400, toFormPage(statusForm(view), state, view), view);
  }
  try {
    return await show(await openByCode(access.reference, access.code, reader), values);
  } catch (error) {
    const refusal = loggedRefusal(error);
    const problem =
      refusal?.reason === "not_found"
        ? status.notFound
        : view.texts.problems[refusal?.reason === "not_stored" ? "not_stored" : "unexpected"];
    const state = { values, errors: [], problem };
    return toAnswer(statusOf(refusal), toFormPage(statusForm(view), state, view), view, refusal?.headers);
  }
}
