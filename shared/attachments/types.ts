import type { Translated } from "../language.ts";

type FileType = {
  /** What the name of a file of this type ends in, without a dot. */
  extension: string;
  /** What people call it. */
  name: Translated;
};

const same = (name: string): Translated => ({ nl: name, en: name });

/** The types of files that are taken, by their media type (IANA, "Media Types"). */
export const fileTypes = {
  "application/pdf": { extension: "pdf", name: same("PDF") },
  "image/jpeg": { extension: "jpg", name: { nl: "JPEG-afbeelding", en: "JPEG image" } },
  "image/png": { extension: "png", name: { nl: "PNG-afbeelding", en: "PNG image" } },
  "image/gif": { extension: "gif", name: { nl: "GIF-afbeelding", en: "GIF image" } },
  "image/webp": { extension: "webp", name: { nl: "WebP-afbeelding", en: "WebP image" } },
  "image/heic": { extension: "heic", name: { nl: "HEIC-afbeelding", en: "HEIC image" } },
  "image/tiff": { extension: "tiff", name: { nl: "TIFF-afbeelding", en: "TIFF image" } },
  "text/plain": { extension: "txt", name: { nl: "tekstbestand", en: "text file" } },
  "text/csv": { extension: "csv", name: { nl: "CSV-bestand", en: "CSV file" } },
  "message/rfc822": { extension: "eml", name: { nl: "opgeslagen mail (EML)", en: "saved email (EML)" } },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {
    extension: "docx",
    name: { nl: "Word-document", en: "Word document" },
  },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
    extension: "xlsx",
    name: { nl: "Excel-werkblad", en: "Excel sheet" },
  },
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": {
    extension: "pptx",
    name: { nl: "PowerPoint-presentatie", en: "PowerPoint presentation" },
  },
  "application/vnd.oasis.opendocument.text": {
    extension: "odt",
    name: { nl: "OpenDocument-tekst", en: "OpenDocument text" },
  },
  "application/vnd.oasis.opendocument.spreadsheet": {
    extension: "ods",
    name: { nl: "OpenDocument-werkblad", en: "OpenDocument sheet" },
  },
  "application/zip": { extension: "zip", name: { nl: "ZIP-archief", en: "ZIP archive" } },
} as const satisfies Record<string, FileType>;

/** A media type that is taken. */
export type TakenType = keyof typeof fileTypes;

/** All of them, in the order in which people are told. */
export const takenTypes = Object.keys(fileTypes) as [TakenType, ...TakenType[]];

/** What is known of a type; undefined of one that is not taken. */
export function fileTypeOf(contentType: string | undefined): FileType | undefined {
  return takenTypes.includes(contentType as TakenType) ? fileTypes[contentType as TakenType] : undefined;
}
