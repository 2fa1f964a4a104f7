import { pagePaths } from "../../shared/routes.ts";
import type { CaseAccess } from "../breach/check-receipt-code.ts";
import { type Update, updateSchema } from "../breach/report.ts";
import { readUpdate, updateFieldAt } from "./breach-answers.ts";
import { factSections } from "./breach-facts.ts";
import type { Form } from "./form/answer-form.ts";
import type { View } from "./layout.ts";

/** The form that adds to a breach report what became known since. */
export function updateForm({ reference, receiptCode }: CaseAccess, view: View): Form<Update> {
  const { update } = view.texts;
  const { fields } = update;
  return {
    page: async () => ({
      title: update.title,
      intro: update.intro,
      path: pagePaths.breachUpdate,
      hidden: { reference, code: receiptCode },
      sections: [
        {
          heading: update.what,
          fields: [
            { kind: "lines", name: "note", text: fields.note, optional: true },
            { kind: "lines", name: "description", text: fields.description, optional: true },
            {
              kind: "line",
              name: "discoveredAt",
              text: fields.discoveredAt,
              optional: true,
            },
          ],
        },
        ...factSections(view),
        {
          fields: [
            {
              kind: "several",
              name: "final",
              text: fields.final,
              optional: true,
              options: [{ value: "true", label: update.final }],
            },
          ],
        },
      ],
      submit: update.submit,
    }),
    schema: updateSchema,
    read: readUpdate,
    fieldAt: updateFieldAt,
  };
}
