import type * as z from "zod";
import type { entryFile, FileAnswer } from "./attachment-answer.ts";
import { fieldsText } from "./fields-text.ts";
import { section } from "./output.ts";

/** The files of a case for people, each in a section of its own. */
export function fileSections(files: readonly FileAnswer[]): string[] {
  return files.map((file) => section(`File ${file.number}: ${file.status}`, fileText(file)));
}

/** Names a file within a line about something else. */
export function fileName({ number, filename }: z.infer<typeof entryFile>): string {
  return filename === undefined ? `file ${number}` : `file ${number}, ${filename}`;
}

function fileText({ id, filename, announcedType, at, contentType, size, ...looked }: FileAnswer): string {
  const { sha256, findings, scan } = looked;
  return fieldsText({
    id,
    ...(filename !== undefined && { calledBySender: filename }),
    ...(announcedType !== undefined && { announcedAs: announcedType }),
    since: at,
    ...(sha256 !== undefined && { type: contentType ?? "not known", bytes: size, sha256 }),
    ...(findings && { findings }),
    ...(scan !== undefined && { scan }),
  });
}
