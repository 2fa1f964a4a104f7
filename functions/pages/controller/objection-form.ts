import { longDate } from "../../../shared/dates.ts";
import { visible } from "../../../shared/visible.ts";
import { type ChangeCase, type Objection, objectionSchema } from "../../duties/sub-processors/change-case.ts";
import type { ObjectionPeriod } from "../../duties/sub-processors/objection-period.ts";
import type { Form } from "../form/answer-form.ts";
import { known, lineIn, textIn } from "../form/field.ts";
import type { View } from "../layout.ts";
import { controllerTexts } from "./controller-texts.ts";

/**
 * The form with which a controller objects to a change of sub-processors.
 * @param period undefined as long as the announcement has not been delivered: then it has no end yet
 * @param path its own path
 */
export function objectionForm(
  { change, effectiveFrom, subProcessor }: ChangeCase,
  period: ObjectionPeriod | undefined,
  path: string,
  { language }: View,
): Form<Objection> {
  const { title, intro, until, fields, submit } = controllerTexts[language].objection;
  const what = intro[change](visible(subProcessor.name), longDate(effectiveFrom, language));
  return {
    page: async () => ({
      title,
      intro: period ? `${what} ${until(longDate(period.lastDay, language))}` : what,
      path,
      sections: [
        {
          fields: [
            { kind: "line", name: "name", text: fields.name, autocomplete: "name" },
            {
              kind: "line",
              name: "capacity",
              text: fields.capacity,
              autocomplete: "organization-title",
              optional: true,
            },
            { kind: "lines", name: "arguments", text: fields.arguments },
          ],
        },
      ],
      submit,
    }),
    schema: objectionSchema,
    read: (values) =>
      known({
        name: lineIn(values, "name"),
        capacity: lineIn(values, "capacity"),
        arguments: textIn(values, "arguments"),
      }) ?? {},
    fieldAt: (pointer) => pointer.slice(1),
  };
}
