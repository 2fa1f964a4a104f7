import type { Block } from "../../shared/document.ts";
import { markup } from "../../shared/markup.ts";
import { pagePaths } from "../../shared/routes.ts";
import type { Chosen } from "./choices.ts";
import { toContent } from "./content.ts";
import { type Page, toHref, type View } from "./layout.ts";

/** The page that everything begins at. */
export function startPage(chosen: Chosen, query: string, { site, language, texts }: View): Page {
  const { start } = texts;
  const notice = noticeOf(chosen, texts);
  const doors = [
    { path: `${pagePaths.request}${query}`, ...start.request },
    { path: `${pagePaths.breach}${query}`, ...start.breach },
    { path: pagePaths.status, ...start.status },
  ];
  return {
    title: start.title,
    path: `${pagePaths.start}${query}`,
    main: markup`<p>${start.intro(site.processor)}</p>
${notice === undefined ? [] : markup`<p class="note">${notice}</p>`}
<ul class="cards">
${doors.map(
  ({
    path,
    action,
    text,
  }) => markup`<li><h2><a href="${toHref(path, language)}">${action}</a></h2><p>${text}</p></li>
`,
)}</ul>`,
  };
}

/** What there is to say of the controller that a link names. */
export function noticeOf(chosen: Chosen, { start }: View["texts"]): string | undefined {
  if (chosen.kind === "none") return undefined;
  return chosen.kind === "controller" ? start.chosen(chosen.controller.name) : start[chosen.kind];
}

/** The privacy statement (GDPR art. 13). */
export function privacyPage({ site, texts: { privacy } }: View): Page {
  const { title, intro, sections, contact } = privacy;
  return statement(title, pagePaths.privacy, intro(site.processor), sections, contact(site.contact));
}

/** The accessibility statement (W3C, "Developing an Accessibility Statement"). */
export function accessibilityPage({ site, texts: { accessibility } }: View): Page {
  const { title, intro, sections, contact } = accessibility;
  return statement(title, pagePaths.accessibility, intro, sections, contact(site.contact));
}

function statement(
  title: string,
  path: string,
  intro: string,
  sections: readonly { heading: string; list: readonly string[] }[],
  contact: string,
): Page {
  const blocks: Block[] = [
    { paragraph: intro },
    ...sections.flatMap(({ heading, list }): Block[] => [{ heading }, { list }]),
    { paragraph: contact },
  ];
  return { title, path, main: toContent(blocks) };
}
