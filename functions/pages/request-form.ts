import { pagePaths } from "../../shared/routes.ts";
import { type Submission, submissionSchema } from "../request/submission.ts";
import type { Choice } from "./choices.ts";
import type { Form } from "./form/answer-form.ts";
import { chosenIn } from "./form/field.ts";
import { readSubmission, submissionFieldAt } from "./request-answers.ts";
import { requestQuestions } from "./request-questions.ts";
import type { PageTexts } from "./texts.ts";

/**
 * The form for a data subject's request, to one of some controllers or to one in the person's own words.
 * @param choose the controllers to choose from, for somebody who has chosen these
 */
export function requestForm(
  choose: (chosen: readonly string[]) => Promise<readonly Choice[]>,
  texts: PageTexts["request"],
): Form<Submission> {
  return {
    page: async (values) => ({
      title: texts.title,
      intro: texts.intro,
      path: pagePaths.request,
      sections: requestQuestions(await choose(chosenIn(values, "controllerId") ?? []), texts),
      submit: texts.submit,
    }),
    schema: submissionSchema,
    read: readSubmission,
    fieldAt: submissionFieldAt,
  };
}
