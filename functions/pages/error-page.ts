import type { Answer } from "../../shared/http/answer.ts";
import type { Call } from "../../shared/http/door.ts";
import { statusOf } from "../../shared/http/problem.ts";
import type { Language } from "../../shared/language.ts";
import type { Refusal } from "../../shared/refusal.ts";
import { pagePaths } from "../../shared/routes.ts";
import { toContent } from "./content.ts";
import { languageAsked } from "./language-asked.ts";
import { type Site, toAnswer, toHref, viewIn } from "./layout.ts";
import { problemText } from "./problem-text.ts";

/** What a refusal says to somebody with a browser; without one, that something went wrong on our side. */
export function errorPage(
  refusal: Refusal | undefined,
  negotiated: Language,
  call: Call,
  site: Site,
): Answer {
  const language = languageAsked(call, negotiated);
  const view = viewIn(language, site);
  const { title, text } = problemText(view.texts.problems, refusal);
  const main = toContent([
    { paragraph: text },
    { action: { label: view.texts.start.title, url: toHref(pagePaths.start, language) } },
  ]);
  const page = { title, path: pagePaths.start, isWrong: true, main };
  return toAnswer(statusOf(refusal), page, view, refusal?.headers);
}
