import type { Attachment } from "../../../shared/attachments/attachment.ts";
import { fileTypeOf } from "../../../shared/attachments/types.ts";
import { longInstant } from "../../../shared/dates.ts";
import type { Block } from "../../../shared/document.ts";
import { markup } from "../../../shared/markup.ts";
import { toContent } from "../../pages/content.ts";
import { type Page, toHref, type View } from "../../pages/layout.ts";
import { attachmentTexts } from "./attachment-texts.ts";

/** A file and when it came. */
type File = Attachment & { at: string };

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

function factsOf(
  reference: string,
  { number, filename, size, announcedType, contentType, sha256, scan, at }: File,
  { language }: View,
): Block {
  const said = attachmentTexts[language];
  const { download } = said;
  return {
    facts: [
      [said.reference, reference],
      [said.file, said.numbered(number)],
      ...(filename === undefined ? [] : [[download.name, filename] as const]),
      [download.receivedAt, longInstant(at, language)],
      [download.size, download.bytes(size)],
      ...(announcedType === undefined ? [] : [[download.announced, typeIn(announcedType)] as const]),
      [download.type, contentType === undefined ? download.unknown : typeIn(contentType)],
      [download.sum, sha256],
      [download.scan, download.scans[scan]],
    ],
  };

  function typeIn(type: string): string {
    return fileTypeOf(type)?.name[language] ?? type;
  }
}
