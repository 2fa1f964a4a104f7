import { latin1 } from "./signatures.ts";

/** PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", section 4.3: what the parts of an archive begin with. */
const local = "PK\x03\x04";
const central = "PK\x01\x02";
const end = "PK\x05\x06";

/** How long those parts are without what follows of varying length, in bytes. */
const lengths = { local: 30, central: 46, end: 22 } as const;

/** The longest comment after the end of the directory, in bytes. */
const longestComment = 65_535;

/** How many entries of an archive are looked at. */
const mostEntries = 10_000;

const office = "application/vnd.openxmlformats-officedocument";

/** The types of documents that are archives, by the entry that each of them has. */
const documents: readonly (readonly [entry: string, type: string])[] = [
  ["word/document.xml", `${office}.wordprocessingml.document`],
  ["xl/workbook.xml", `${office}.spreadsheetml.sheet`],
  ["ppt/presentation.xml", `${office}.presentationml.presentation`],
  ["AndroidManifest.xml", "application/vnd.android.package-archive"],
  ["META-INF/MANIFEST.MF", "application/java-archive"],
];

/** The entries with which a document acts where it is opened: macros of either office suite, controls; and programs. */
const acting = [
  /(?:^|\/)vbaProject\.bin$/i,
  /^xl\/macrosheets\//i,
  /(?:^|\/)activeX\//i,
  /^(?:Basic|Scripts)\//,
  /^(?:AndroidManifest\.xml|META-INF\/MANIFEST\.MF)$/i,
  /\.(?:exe|dll|scr|com|pif|cpl|msi|msp|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|url|jar|apk|app|dmg|iso|reg|sh|html?|svg|chm|docm|xlsm|pptm)$/i,
] as const;

/** Whether a file begins as an archive does. */
export function isZip(bytes: Uint8Array): boolean {
  const head = latin1(bytes, 0, 4);
  return head === local || head === end;
}

/** Whether an archive ends a file, whatever that begins with: programs look for archives from their end. */
export function endsAsZip(bytes: Uint8Array): boolean {
  return directoryOf(bytes) !== undefined;
}

/** Of which type an archive is, and whether it can act where it is opened, by the names in it: nothing is unpacked. */
export function inspectZip(bytes: Uint8Array): { contentType: string; isDangerous: boolean } {
  const names = namesIn(bytes);
  const isDangerous = names.some((name) => acting.some((pattern) => pattern.test(name)));
  return { contentType: openDocumentType(bytes) ?? typeByNames(names), isDangerous };
}

function typeByNames(names: readonly string[]): string {
  const found = documents.find(([entry]) => names.includes(entry));
  return found?.[1] ?? "application/zip";
}

/** OpenDocument 1.3, part 2, section 3.3: the first entry is the type, as it is. */
function openDocumentType(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes, 0, 150);
  const [, type] =
    /^mimetype(application\/vnd\.oasis\.opendocument\.[a-z-]+)PK/.exec(head.slice(lengths.local)) ?? [];
  return type;
}

/** The names of the entries, as the directory at the end has them; without one, the name of the first entry. */
function namesIn(bytes: Uint8Array): string[] {
  const directory = directoryOf(bytes);
  const view = viewOf(bytes);
  if (!directory) {
    if (bytes.length < lengths.local) return [];
    return [latin1(bytes, lengths.local, lengths.local + view.getUint16(26, true))];
  }
  const names: string[] = [];
  let at = directory.start;
  while (names.length < mostEntries && isAt(bytes, central, at) && at + lengths.central <= bytes.length) {
    const name = at + lengths.central;
    const nameLength = view.getUint16(at + 28, true);
    names.push(latin1(bytes, name, name + nameLength));
    at = name + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

/** Where the directory begins that the last end of one in the file tells of. Something may stand before the archive. */
function directoryOf(bytes: Uint8Array): { start: number } | undefined {
  const from = Math.max(0, bytes.length - lengths.end - longestComment);
  const tail = latin1(bytes, from, bytes.length);
  const view = viewOf(bytes);
  const at = from + tail.lastIndexOf(end, tail.length - lengths.end);
  if (at < from) return undefined;
  const [entries, size] = [view.getUint16(at + 10, true), view.getUint32(at + 12, true)];
  const start = at - size;
  if (entries === 0) return isAt(bytes, end, 0) ? { start: at } : undefined;
  return start >= 0 && isAt(bytes, central, start) ? { start } : undefined;
}

function isAt(bytes: Uint8Array, text: string, at: number): boolean {
  return latin1(bytes, at, at + text.length) === text;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
