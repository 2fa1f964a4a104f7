import type * as z from "zod/mini";
import type { Form } from "../../../functions/pages/form/answer-form.ts";
import type { Field, FormValues } from "../../../functions/pages/form/field.ts";
import { fieldErrors } from "../../../functions/pages/form/field-errors.ts";
import { toFormPage } from "../../../functions/pages/form/form-page.ts";
import { toAnswer } from "../../../functions/pages/layout.ts";
import { validate } from "../../../shared/http/validation.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { type Filled, filledIn, valuesOf } from "../../support/forms.ts";
import { views } from "./sample-site.ts";

/** What a form holds after it was sent, came back, and was sent again. */
export async function throughTheForm<T>(form: Form<T>, filled: Filled): Promise<FormValues> {
  const values = valuesOf(filled);
  const page = toFormPage(await form.page(values), { values, errors: [] }, views.nl);
  return valuesOf(filledIn(toAnswer(200, page, views.nl).body));
}

/** The value that a form gives, once it has come back and was sent again. */
export async function readAgain<T>(form: Form<T>, filled: Filled): Promise<T> {
  return validate(form.schema, form.read(await throughTheForm(form, filled)));
}

/** The fields at which the form says that something is wrong, in its order; the empty name where there is none. */
export async function wrongFields<T>(form: Form<T>, filled: Filled): Promise<string[]> {
  const values = valuesOf(filled);
  const page = await form.page(values);
  const refusal = refusalOf(form.schema, form.read(values));
  return refusal === undefined
    ? []
    : fieldErrors(refusal, page, form.read(values), (pointer) => form.fieldAt(pointer, values), views.nl).map(
        ({ name }) => name,
      );
}

function refusalOf<T>(schema: z.ZodMiniType<T>, value: unknown): Refusal | undefined {
  try {
    validate(schema, value);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The questions of a form. */
export async function questionsOf<T>(form: Form<T>): Promise<Field[]> {
  const { sections } = await form.page(new Map());
  return sections.flatMap(({ fields }) => fields);
}

/** Something that no schema takes in a field like that. */
export function nonsenseFor({ kind }: Field): string {
  if (kind === "lines") return "x".repeat(10_001);
  return "x".repeat(255);
}
