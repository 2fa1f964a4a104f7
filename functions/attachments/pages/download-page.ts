import type { Block } from "../../../shared/document.ts";
import { markup } from "../../../shared/markup.ts";
import { toContent } from "../../pages/content.ts";
import { type Page, toHref, type View } from "../../pages/layout.ts";
import { type File, fileFacts } from "../file-facts.ts";
import { attachmentTexts } from "./attachment-texts.ts";

/**
 * The page from which a file is downloaded: what is known of it stands above the button.
 * @param name what the file is called once it is downloaded
 * @param path the page's own path, which the button is sent to
 */
export function downloadPage(reference: string, file: File, name: string, path: string, view: View): Page {
  const { language } = view;
  const { download: said } = attachmentTexts[language];
  const warnings: Block[] =
    file.findings.length === 0
      ? []
      : [{ heading: said.warning }, { list: file.findings.map((finding) => said.findings[finding]) }];
  return {
    title: said.title,
    path,
    main: markup`${toContent([
      { paragraph: said.intro },
      factsOf(reference, file, view),
      ...warnings,
      { paragraph: said.careful },
      { paragraph: said.saved(name) },
    ])}
<form method="post" action="${toHref(path, language)}"><p class="actions"><button>${said.button}</button></p></form>`,
  };
}

/** The page of a file in which malware was found: there is nothing to download. */
export function withheldPage(reference: string, file: File, path: string, view: View): Page {
  const { title, text } = attachmentTexts[view.language].download.withheld;
  return { title, path, main: toContent([{ paragraph: text }, factsOf(reference, file, view)]) };
}

function factsOf(reference: string, file: File, { language }: View): Block {
  const called = { file: attachmentTexts[language].numbered(file.number), name: file.filename };
  return fileFacts(reference, file, called, language);
}
