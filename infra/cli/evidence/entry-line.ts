import { canonicalJson, changes, type Entry, entrySchema, hashLine } from "../../../shared/evidence/entry.ts";
import { sha256 } from "../../../shared/evidence/hashes.ts";

/** The longest line that is looked at, in bytes. */
export const longestLine = 1024 * 1024;

const time = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z`;
const day = String.raw`(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)`;
const text = String.raw`([ !#-[\]-~]*)`;
const count = String.raw`([1-9]\d{0,14})`;

/**
 * An entry without `closes` whose texts need no escape, in its canonical form. That its hashes have their length is not for
 * the expression to see: counting makes it slow.
 */
const plainEntry = new RegExp(
  [
    `^{"at":"(\\d{4}-${day}T${time})","chain":"${text}","change":"(${changes.join("|")})"`,
    `(?:,"digest":"([0-9a-f]+)")?,"item":"${text}","kind":"${text}","previous":"([^"]*)"`,
    `,"reference":"${text}","revision":${count},"sequence":${count},"v":1}$`,
  ].join(""),
);

/**
 * Makes a reader of the lines of one chain's entries: it gives the entry, or what is wrong with the line, as the end of a
 * sentence that begins with the line.
 *
 * Nearly every line has the form that one expression reads, at a fraction of the time of a schema. Of every other line
 * the schema says what it is.
 */
export function entryReader(chain: string): (line: Buffer, previous: string) => Entry | string {
  return (line, previous) => {
    const match = plainEntry.exec(line.toString("latin1"));
    const digest = match?.[4];
    const isPlain =
      match?.[2] === chain && match[7] === previous && (digest === undefined || digest.length === 64);
    if (!isPlain) return readSlowly(line, chain);
    const entry: Entry = {
      v: 1,
      chain,
      sequence: Number(match[10]),
      at: match[1] ?? "",
      kind: match[6] ?? "",
      reference: match[8] ?? "",
      item: match[5] ?? "",
      revision: Number(match[9]),
      change: match[3] as Entry["change"],
      previous,
    };
    if (digest !== undefined) entry.digest = digest;
    return entry;
  };
}

function readSlowly(line: Buffer, chain: string): Entry | string {
  const text = utf8(line);
  if (text === undefined) return "is not UTF-8";
  const value = json(text);
  if (value === undefined) return "is not JSON";
  const { success, data, error } = entrySchema.safeParse(value);
  if (!success) {
    const [{ path, message } = { path: [], message: "" }] = error.issues;
    return `is no entry of this version (${[...path, message].join(": ")})`;
  }
  if (data.chain !== chain) return `belongs to the chain ${data.chain}`;
  if (canonical(data) !== text) return "is not in its canonical form (RFC 8785)";
  return data;
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined for what has no canonical form, such as half a surrogate pair. */
function canonical(value: unknown): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}

/** Makes a `hashLine` that copies each line into the same bytes: at half of its time. */
export function lineHasher(): (line: Buffer) => string {
  const prefixed = Buffer.alloc(16 * 1024);
  return (line) => {
    if (line.length >= prefixed.length) return hashLine(line);
    line.copy(prefixed, 1);
    return sha256(prefixed.subarray(0, line.length + 1));
  };
}
