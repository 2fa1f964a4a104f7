import { longInstant } from "../../shared/dates.ts";
import type { Block } from "../../shared/document.ts";
import type { Answer } from "../../shared/http/answer.ts";
import type { Call } from "../../shared/http/door.ts";
import { orUnavailable } from "../../shared/unavailable.ts";
import { type AskedByLink, requestByLink } from "../duties/statements/request-by-link.ts";
import type { StatementTopic } from "../duties/statements/statement.ts";
import { openTopics } from "../duties/statements/statement-case.ts";
import { topicTexts } from "../duties/statements/statement-texts.ts";
import { toContent } from "./content.ts";
import { controllerTexts } from "./controller/controller-texts.ts";
import { type ControllerPagesDependencies, openedMail } from "./controller/opened-mail.ts";
import { statementsForm } from "./controller/statements-form.ts";
import { answerForm, showForm } from "./form/answer-form.ts";
import { type Page, toAnswer, type View } from "./layout.ts";

/**
 * The page behind the link in every mail to a controller, on which it asks for the processor's statements (agreement art.
 * 2.2, 3.2, 5.2). Opening it records nothing.
 * @throws Refusal as `openedMail`, and as `answerForm`
 */
export async function answerStatements(
  call: Call,
  dependencies: ControllerPagesDependencies,
  view: View,
): Promise<Answer> {
  const { controller, token } = await openedMail(call, dependencies);
  const form = statementsForm(controller, call.rawPath, view);
  if (call.requestContext.http.method !== "POST") return showForm(form, new Map(), undefined, view);
  return answerForm(call, form, view, async ({ value }) => {
    const asked = await orUnavailable(requestByLink(controller, token, value.topics, dependencies));
    return toAnswer(201, askedPage(asked, call.rawPath, view), view);
  });
}

/** A repetition says when it was asked: the mail may have gone out hours ago. */
function askedPage({ request, isNew }: AskedByLink, path: string, { language }: View): Page {
  const { statements: said, reference, close } = controllerTexts[language];
  const open = openTopics(request);
  const named = (paragraph: string, topics: readonly StatementTopic[]): Block[] =>
    topics.length > 0 ? [{ paragraph }, { list: topics.map((topic) => topicTexts[language][topic]) }] : [];
  return {
    title: said.done,
    path,
    main: toContent([
      ...(isNew ? [] : [{ paragraph: said.askedBefore(longInstant(request.case.receivedAt, language)) }]),
      ...named(
        isNew ? said.comes : said.came,
        request.case.topics.filter((topic) => !open.includes(topic)),
      ),
      ...named(said.follows, open),
      { facts: [[reference, request.case.reference]] },
      { paragraph: close },
    ]),
  };
}
