import type { Attachment } from "../../shared/attachments/attachment.ts";
import { fileTypeOf } from "../../shared/attachments/types.ts";
import { longInstant } from "../../shared/dates.ts";
import type { Language } from "../../shared/language.ts";
import { attachmentTexts } from "./pages/attachment-texts.ts";

/** A file and when it came. */
export type File = Attachment & { at: string };

/** How a file is called where it is shown: by us, and by its sender if at all. */
type Called = { file: string; name: string | undefined };

/** All that is known of a file of a case, as people read it. */
export function fileFacts(
  reference: string,
  { at, size, announcedType, contentType, sha256, scan }: File,
  { file, name }: Called,
  language: Language,
): { facts: [label: string, value: string][] } {
  const { download: said, ...texts } = attachmentTexts[language];
  const typeIn = (type: string) => fileTypeOf(type)?.name[language] ?? type;
  return {
    facts: [
      [texts.reference, reference],
      [texts.file, file],
      ...fact(said.name, name),
      [said.receivedAt, longInstant(at, language)],
      [said.size, said.bytes(size)],
      ...fact(said.announced, announcedType && typeIn(announcedType)),
      [said.type, contentType === undefined ? said.unknown : typeIn(contentType)],
      [said.sum, sha256],
      [said.scan, said.scans[scan]],
    ],
  };
}

function fact(label: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[label, value]];
}
