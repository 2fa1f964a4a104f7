import { type Answer, answer } from "../../shared/http/answer.ts";
import { type Language, languages } from "../../shared/language.ts";
import { type Markup, markup, markupOf } from "../../shared/markup.ts";
import { pagePaths } from "../../shared/routes.ts";
import { pagePolicy, style } from "./style.ts";
import { type PageTexts, pageTexts } from "./texts.ts";

/** Whose pages these are. */
export type Site = {
  /** The processor, as its customers know it. */
  processor: string;
  /** The mail address for questions. */
  contact: string;
};

/** For whom a page is written. */
export type View = { site: Site; language: Language; texts: PageTexts };

/** A page for a reader of this language. */
export function viewIn(language: Language, site: Site): View {
  return { site, language, texts: pageTexts[language] };
}

/** One page. */
export type Page = {
  title: string;
  /** Its own path and query, which lead to the same page in the other language, or, where there is no such path, onward. */
  path: string;
  /**
   * The id of the form on it that makes the same page in the other language when it is sent to `path`; where there is one,
   * a plain link would lose what was typed, or what only a form may ask for.
   */
  form?: string;
  /** Whether people fill it in: what they typed is lost when they follow a link. */
  isFilledIn?: true;
  /** Whether something has to be put right: screen readers hear the title first. */
  isWrong?: boolean;
  main: Markup;
};

/** The address of a path of ours, in the reader's language. */
export function toHref(path: string, language: Language): string {
  return `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
}

/** An answer with a page; `headers` come on top of those of every page. */
export function toAnswer(
  statusCode: number,
  page: Page,
  view: View,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return answer(statusCode, markupOf(toDocument(page, view)), {
    "content-type": "text/html; charset=utf-8",
    "content-language": view.language,
    "content-security-policy": pagePolicy(),
    ...headers,
  });
}

function toDocument(page: Page, { site, language, texts: { layout } }: View): Markup {
  const title = page.isWrong ? `${layout.error}: ${page.title}` : page.title;
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} - ${site.processor}</title>
<link rel="icon" href="data:,">
${style}
</head>
<body>
<a class="skip" href="#main">${layout.skip}</a>
<header>${ownLink(page, pagePaths.start, site.processor, language, layout)}${languageSwitch(page, language, layout)}</header>
<main id="main" tabindex="-1">
<h1>${page.title}</h1>
${page.main}
</main>
<footer><ul>
<li>${ownLink(page, pagePaths.privacy, layout.privacy, language, layout)}</li>
<li>${ownLink(page, pagePaths.accessibility, layout.accessibility, language, layout)}</li>
<li>${layout.contact} <a href="mailto:${site.contact}">${site.contact}</a></li>
</ul></footer>
</body>
</html>
`;
}

function languageSwitch(
  { path, form, isFilledIn }: Page,
  language: Language,
  layout: PageTexts["layout"],
): Markup {
  const other = languages.find((one) => one !== language) ?? language;
  const href = toHref(path, other);
  if (form === undefined)
    return markup`<a href="${href}" hreflang="${other}" lang="${other}">${layout.switch}</a>`;
  // Enter in a field presses the first button of its form: that is not to be the one for the language.
  return markup`${isFilledIn ? markup`<button class="default" form="${form}" tabindex="-1" aria-hidden="true">OK</button>` : []}
<button class="plain" form="${form}" formaction="${href}" name="${switchField}" value="${other}" formnovalidate lang="${other}">${isFilledIn ? layout.switchKeeps : layout.switch}</button>`;
}

/** The field that says that a form was sent only to be shown in another language. */
export const switchField = "switch";

/** What was typed is not to be lost for following a link. */
function ownLink(
  { isFilledIn }: Page,
  path: string,
  text: string,
  language: Language,
  { newTab }: PageTexts["layout"],
): Markup {
  const href = toHref(path, language);
  if (!isFilledIn) return markup`<a href="${href}">${text}</a>`;
  return markup`<a href="${href}" target="_blank" rel="noopener">${text} (${newTab})</a>`;
}
