import * as z from "zod/mini";
import type { Controller } from "../../../shared/controller.ts";
import { statementTopics } from "../../../shared/duty-choices.ts";
import { visible } from "../../../shared/visible.ts";
import type { StatementTopic } from "../../duties/statements/statement.ts";
import { topicsSchema } from "../../duties/statements/statement-case.ts";
import { topicTexts } from "../../duties/statements/statement-texts.ts";
import type { Form } from "../form/answer-form.ts";
import { chosenIn } from "../form/field.ts";
import type { View } from "../layout.ts";
import { controllerTexts } from "./controller-texts.ts";

const schema = z.strictObject({ topics: topicsSchema });

/**
 * The form with which a controller asks for the processor's statements.
 * @param path its own path
 */
export function statementsForm(
  { name }: Controller,
  path: string,
  { language }: View,
): Form<{ topics: StatementTopic[] }> {
  const { title, intro, topics, submit } = controllerTexts[language].statements;
  const options = statementTopics.map((topic) => ({ value: topic, label: topicTexts[language][topic] }));
  return {
    page: async () => ({
      title,
      intro: intro(visible(name)),
      path,
      sections: [{ fields: [{ kind: "several", name: "topics", text: topics, options }] }],
      submit,
    }),
    schema,
    read: (values) => ({ topics: chosenIn(values, "topics") }),
    fieldAt: () => "topics",
  };
}
