import addressparser from "nodemailer/lib/addressparser";

/** One field of a header section: its name, and its bytes as latin1 with colon, folding and line end. */
export type HeaderField = { name: string; raw: string };

/** A message in two: its header fields in order, and everything from the empty line on. */
type HeaderAndBody = { fields: readonly HeaderField[]; body: Buffer };

/** Separates header section and body (RFC 5322 section 2.1). `joinMessage` gives the same bytes back. */
export function splitMessage(raw: Buffer): HeaderAndBody {
  const end = headerEnd(raw);
  const lines = raw.toString("latin1", 0, end).match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const fields: HeaderField[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (last && /^[ \t]/.test(line)) last.raw += line;
    else fields.push({ name: /^[!-9;-~]+(?=[ \t]*:)/.exec(line)?.[0] ?? "", raw: line });
  }
  return { fields, body: raw.subarray(end) };
}

/** The message's bytes. */
export function joinMessage({ fields, body }: HeaderAndBody): Buffer {
  return Buffer.concat([Buffer.from(fields.map(({ raw }) => raw).join(""), "latin1"), body]);
}

/** Gives one field another value, at its place; a field that is not there yet comes first. */
export function replaceField(fields: readonly HeaderField[], name: string, value: string): HeaderField[] {
  const field = { name, raw: `${name}: ${value}\r\n` };
  const index = indexOf(fields, name);
  return index < 0 ? [field, ...fields] : fields.with(index, field);
}

/** A field's value, unfolded (RFC 5322 section 2.2.3) and read as UTF-8 (RFC 6532); encoded words stay as they are. */
export function unfoldedValue(field: HeaderField): string {
  const value = field.raw.slice(field.raw.indexOf(":") + 1).replace(/\r?\n/g, "");
  return Buffer.from(value, "latin1").toString("utf8").trim();
}

/** The value of the first field of that name. */
export function fieldValue(fields: readonly HeaderField[], name: string): string | undefined {
  const field = fields[indexOf(fields, name)];
  return field && unfoldedValue(field);
}

/** The addresses in the field of that name, without display names, groups resolved; none when it is absent. */
export function addressesIn(fields: readonly HeaderField[], name: string): string[] {
  return parseAddresses(fieldValue(fields, name) ?? "");
}

/** The addresses in a comma-separated list, without display names. */
export function parseAddresses(list: string): string[] {
  return addressparser(list, { flatten: true }).map(({ address }) => address);
}

function indexOf(fields: readonly HeaderField[], name: string): number {
  return fields.findIndex((field) => field.name.toLowerCase() === name.toLowerCase());
}

function headerEnd(raw: Buffer): number {
  const lineEnds = ["\n\r\n", "\n\n"]
    .map((emptyLine) => raw.indexOf(emptyLine))
    .filter((index) => index >= 0);
  return Math.min(...lineEnds.map((index) => index + 1), raw.length);
}
