import type * as z from "zod/mini";
import type { Answer } from "../../../shared/http/answer.ts";
import { formBody } from "../../../shared/http/body.ts";
import { type Call, loggedRefusal } from "../../../shared/http/door.ts";
import { idempotencyKey } from "../../../shared/http/idempotency-key.ts";
import { statusOf } from "../../../shared/http/problem.ts";
import { validate } from "../../../shared/http/validation.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { switchField, toAnswer, type View } from "../layout.ts";
import { problemText } from "../problem-text.ts";
import { type FormValues, lineIn } from "./field.ts";
import { fieldErrors } from "./field-errors.ts";
import { type FormPage, formFields, toFormPage } from "./form-page.ts";
import { isFromElsewhere } from "./from-elsewhere.ts";

/** A form that stores something. */
export type Form<T> = {
  /** The form as it is shown to somebody who has filled in these values. */
  page: (values: FormValues) => Promise<FormPage>;
  schema: z.ZodMiniType<T>;
  /** What was filled in, in the shape that the schema asks for. */
  read: (values: FormValues) => unknown;
  /** The name of the field, or of a part of it after a dot, that a JSON Pointer into that shape is about. */
  fieldAt: (pointer: string, values: FormValues) => string;
};

/** What a form asks for, ready to be carried out. */
export type Sent<T> = { value: T; body: string; key: string; values: FormValues };

/**
 * The form with what a link has filled in, if anything.
 * @param notice what there is to say of that link
 */
export async function showForm<T>(
  form: Form<T>,
  values: FormValues,
  notice: string | undefined,
  view: View,
): Promise<Answer> {
  const state = { values, errors: [], notice, key: idempotencyKey(undefined) };
  return toAnswer(200, toFormPage(await form.page(values), state, view), view);
}

/**
 * Carries out what a form asks for. Whatever is wrong, the form comes back with all that was filled in, and says what. One
 * that somebody else's page sent is not carried out, but shown anew.
 * @param carryOut stores it and answers; when it throws, it can be called with the same key again
 * @throws Refusal `not_form` or `malformed_form`, where there is nothing to show again; `body_too_large` where it is more
 * than a page can hold
 */
export async function answerForm<T>(
  call: Call,
  form: Form<T>,
  view: View,
  carryOut: (sent: Sent<T>) => Promise<Answer>,
): Promise<Answer> {
  if (isFromElsewhere(call)) return showForm(form, new Map(), undefined, view);
  const { values, tooLarge } = formBody(call);
  if (values.has(switchField)) return showAgain(form, values, view);
  try {
    if (lineIn(values, formFields.trap) !== undefined) throw new Refusal("trap_filled");
    if (tooLarge) throw new Refusal("body_too_large");
    const key = idempotencyKey(values.get(formFields.key)?.[0]);
    const read = form.read(values);
    const value = validate(form.schema, read);
    return await carryOut({ value, body: JSON.stringify(read), key, values });
  } catch (error) {
    return showAgain(form, values, view, { refusal: loggedRefusal(error) });
  }
}

/** Lambda answers with 6 MB at most (Lambda Developer Guide, "Quotas"), as JSON, in which quotes and controls take more. */
const mostAnswered = 2_500_000;

/** @param failed what kept the form from being carried out, if anything did; without a refusal, something unexpected */
async function showAgain<T>(
  form: Form<T>,
  values: FormValues,
  view: View,
  failed?: { refusal: Refusal | undefined },
): Promise<Answer> {
  const page = await form.page(values);
  const state = {
    values,
    errors: failed?.refusal
      ? fieldErrors(failed.refusal, page, form.read(values), (at) => form.fieldAt(at, values), view)
      : [],
    problem: failed && problemOf(failed.refusal, view),
    key: keyAfter(failed?.refusal, values),
  };
  const status = failed ? statusOf(failed.refusal) : 200;
  const answer = toAnswer(status, toFormPage(page, state, view), view, failed?.refusal?.headers);
  if (answer.body.length > mostAnswered) throw new Refusal("body_too_large");
  return answer;
}

/** Where the key itself is what was wrong with a form, or stands for another sending, the form gets a new one. */
function keyAfter(refusal: Refusal | undefined, values: FormValues): string {
  const isSpent =
    refusal?.reason === "idempotency_key_reused" || refusal?.reason === "invalid_idempotency_key";
  try {
    return idempotencyKey(isSpent ? undefined : values.get(formFields.key)?.[0]);
  } catch {
    return idempotencyKey(undefined);
  }
}

/** What is wrong with the whole form; undefined where it is only some of its fields. */
function problemOf(
  refusal: Refusal | undefined,
  { texts }: View,
): { title: string; text: string } | undefined {
  if (refusal?.reason === "invalid_input") return undefined;
  return problemText(texts.form.problems, refusal);
}
