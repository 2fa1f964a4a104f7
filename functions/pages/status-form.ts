import { pagePaths } from "../../shared/routes.ts";
import { type FieldError, type FormValues, lineIn } from "./form/field.ts";
import type { FormPage } from "./form/form-page.ts";
import type { View } from "./layout.ts";

/** The form that asks for the reference and the code of a case. */
export function statusForm({ texts: { status } }: View): FormPage {
  return {
    title: status.title,
    intro: `${status.intro} ${status.lost}`,
    path: pagePaths.status,
    sections: [
      {
        fields: [
          { kind: "line", name: "reference", text: status.fields.reference },
          { kind: "line", name: "code", text: status.fields.code, autocomplete: "off" },
        ],
      },
    ],
    submit: status.submit,
  };
}

/** The reference and the code that were filled in, or what is missing. */
export function readAccess(
  values: FormValues,
  { texts: { status } }: View,
): { reference: string; code: string } | { errors: FieldError[] } {
  const [reference, code] = [lineIn(values, "reference"), lineIn(values, "code")];
  if (reference !== undefined && code !== undefined) return { reference, code };
  const { fields } = status;
  return {
    errors: [
      ...(reference === undefined
        ? [{ name: "reference", text: fields.reference.missing, isWhole: true }]
        : []),
      ...(code === undefined ? [{ name: "code", text: fields.code.missing, isWhole: true }] : []),
    ],
  };
}
