import { pagePaths } from "../../shared/routes.ts";
import { type Report, reportSchema } from "../breach/report.ts";
import { readReport, reportFieldAt } from "./breach-answers.ts";
import { breachQuestions } from "./breach-questions.ts";
import type { Choice } from "./choices.ts";
import type { Form } from "./form/answer-form.ts";
import { chosenIn } from "./form/field.ts";
import type { View } from "./layout.ts";

/**
 * The form for a report of a personal-data breach. What the API asks for and a person may not have at hand, such as a
 * contact other than the reporter, may stay empty.
 * @param choose the controllers to choose from, for somebody who has chosen these
 */
export function breachForm(
  choose: (chosen: readonly string[]) => Promise<readonly Choice[]>,
  view: View,
): Form<Report> {
  const { breach } = view.texts;
  return {
    page: async (values) => ({
      title: breach.title,
      intro: breach.intro,
      path: pagePaths.breach,
      sections: breachQuestions(await choose(chosenIn(values, "controllerIds") ?? []), view),
      submit: breach.submit,
    }),
    schema: reportSchema,
    read: readReport,
    fieldAt: reportFieldAt,
  };
}
