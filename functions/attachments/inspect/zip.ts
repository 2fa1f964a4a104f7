import { latin1 } from "./signatures.ts";

/** PKWARE, "APPNOTE.TXT - .ZIP File Format Specification", section 4.3: what the parts of an archive begin with. */
const local = "PK\x03\x04";
const central = "PK\x01\x02";
const end = "PK\x05\x06";
/** ZIP64: what says where its own end record is, right before the other (section 4.3.15). */
const locator = "PK\x06\x07";

/** How long those parts are without what follows of varying length, in bytes. */
const lengths = { local: 30, central: 46, locator: 20, end: 22 } as const;

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

/**
 * Whether an archive ends a file, whatever that begins with: programs look for archives from their end. Some let other
 * bytes follow it.
 */
export function endsAsZip(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  return endsIn(bytes).some(
    (at) =>
      fits(bytes, at) ||
      isAt(bytes, central, at - view.getUint32(at + 12, true)) ||
      isAt(bytes, locator, at - lengths.locator),
  );
}

/**
 * Of which type an archive is, and whether it can act where it is opened, by the names in it: nothing is unpacked. One whose
 * names cannot all be read may hold anything.
 */
export function inspectZip(bytes: Uint8Array): { contentType: string; isDangerous: boolean } {
  const names = namesIn(bytes);
  const isDangerous = names?.some((name) => acting.some((pattern) => pattern.test(name))) ?? true;
  return { contentType: openDocumentType(bytes) ?? typeByNames(names ?? []), isDangerous };
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

/**
 * The names of the entries, as the directory at the end has them. Undefined where programs could read others: the directory
 * is not right before its end or not where that says, is another than that says, is of ZIP64 or too long; or there is more
 * than one end that a program could take.
 */
function namesIn(bytes: Uint8Array): string[] | undefined {
  const ends = endsIn(bytes);
  const at = ends.find((one) => fits(bytes, one));
  if (at === undefined || at !== ends.at(-1)) return undefined;
  const view = viewOf(bytes);
  const count = view.getUint16(at + 10, true);
  const start = view.getUint32(at + 16, true);
  if (start !== at - view.getUint32(at + 12, true) || count > mostEntries) return undefined;
  // Only an archive that is nothing but its end has no entries.
  if ((count === 0 && at > 0) || isAt(bytes, locator, at - lengths.locator)) return undefined;
  const names: string[] = [];
  let entry = start;
  while (names.length < count) {
    const name = entry + lengths.central;
    if (!isAt(bytes, central, entry) || name > at) return undefined;
    const nameLength = view.getUint16(entry + 28, true);
    names.push(latin1(bytes, name, name + nameLength));
    entry = name + nameLength + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
  }
  return entry === at ? names : undefined;
}

/** Where the ends of directories could be that programs look for. */
function endsIn(bytes: Uint8Array): number[] {
  const from = Math.max(0, bytes.length - lengths.end - longestComment);
  const tail = latin1(bytes, from, bytes.length - lengths.end + end.length);
  return Array.from(tail.matchAll(new RegExp(end, "g")), ({ index }) => from + index);
}

/** Whether a file ends with this end of a directory, and its comment. */
function fits(bytes: Uint8Array, at: number): boolean {
  return at + lengths.end + viewOf(bytes).getUint16(at + 20, true) === bytes.length;
}

function isAt(bytes: Uint8Array, text: string, at: number): boolean {
  return at >= 0 && latin1(bytes, at, at + text.length) === text;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
