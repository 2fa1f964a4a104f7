import type { Answer } from "../../../shared/http/answer.ts";
import type { Call } from "../../../shared/http/door.ts";
import { statusOf } from "../../../shared/http/problem.ts";
import type { Language } from "../../../shared/language.ts";
import type { Refusal } from "../../../shared/refusal.ts";
import { toContent } from "../content.ts";
import { errorPage } from "../error-page.ts";
import { languageAsked } from "../language-asked.ts";
import { type Site, toAnswer, type View, viewIn } from "../layout.ts";
import type { ProblemText } from "../problem-text.ts";
import { controllerTexts } from "./controller-texts.ts";

/** The view with what is said otherwise to controllers than to everybody. */
export function controllerView(view: View): View {
  const { texts, language } = view;
  const problems = { ...texts.form.problems, ...controllerTexts[language].problems };
  return { ...view, texts: { ...texts, form: { ...texts.form, problems } } };
}

/** What a refusal says to a controller, where it follows the link in a mail. */
export function controllerErrorPage(
  refusal: Refusal | undefined,
  negotiated: Language,
  call: Call,
  site: Site,
): Answer {
  const language = languageAsked(call, negotiated);
  const own: Readonly<Record<string, ProblemText>> = controllerTexts[language].problems;
  const said = own[refusal?.reason ?? ""];
  if (!said || refusal?.reason === "not_found") return errorPage(refusal, negotiated, call, site);
  const main = toContent([{ paragraph: said.text }]);
  const page = { title: said.title, path: call.rawPath, isWrong: true, main };
  return toAnswer(statusOf(refusal), page, viewIn(language, site), refusal?.headers);
}
