import { createHash, createPublicKey, verify } from "node:crypto";

/*
 * A second verifier of exports, made from infra/evidence-format.md alone: it holds the whole file in memory, takes all from
 * the definitions and says no more than yes or no. It shares no line with the verifier that is the product's.
 */

/** Whether an export shows what it says, as the description of its format has it. */
export function isRightExport(file: Buffer): boolean {
  try {
    return check(file);
  } catch {
    return false;
  }
}

type Json = Record<string, unknown>;

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest();
const leafHash = (line: string) => sha256(Buffer.concat([Buffer.from([0]), Buffer.from(line)]));

/** MTH of RFC 6962, section 2.1, of leaves that are hashed. */
function treeHash(leaves: Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha256(Buffer.from(""));
  if (leaves.length === 1) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Buffer.concat([Buffer.from([1]), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k))]));
}

/** The root that a leaf at an index of a tree of so many has with this audit path, by the same recursion. */
function rootOnPath(leaf: Buffer, index: number, size: number, path: Buffer[]): Buffer {
  if (size === 1) {
    must(path.length === 0);
    return leaf;
  }
  const sibling = path.at(-1);
  if (sibling === undefined) throw new Error("too short");
  let k = 1;
  while (k * 2 < size) k *= 2;
  const rest = path.slice(0, -1);
  return index < k
    ? sha256(Buffer.concat([Buffer.from([1]), rootOnPath(leaf, index, k, rest), sibling]))
    : sha256(Buffer.concat([Buffer.from([1]), sibling, rootOnPath(leaf, index - k, size - k, rest)]));
}

/** RFC 8785 of values that have no fractions and no keys outside ASCII, as all of an export are. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}

function must(condition: boolean): void {
  if (!condition) throw new Error("not so");
}

function has(object: Json, names: string, optional = ""): void {
  const known = `${names} ${optional}`.split(" ");
  must(names.split(" ").every((name) => name in object));
  must(Object.keys(object).every((name) => known.includes(name)));
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 1;
const isHash = (value: unknown) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isTime = (value: unknown) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value);

function check(file: Buffer): boolean {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file);
  must(text.endsWith("\n"));
  const lines = text.slice(0, -1).split("\n");
  const parsed = lines.map((line): Json => JSON.parse(line));
  lines.forEach((line, i) => {
    must(canonical(parsed[i]) === line);
  });
  must(parsed.every(({ v }) => v === 1));

  const header = parsed[0] ?? {};
  has(header, "chain kind v", "publicKey");
  must(header.kind === "evidence-export");
  const end = parsed.at(-1) ?? {};
  has(end, "entries head kind root sha256 v");
  must(end.kind === "evidence-end");
  const lastLength = Buffer.byteLength(lines.at(-1) ?? "") + 1;
  must(sha256(file.subarray(0, file.length - lastLength)).toString("hex") === end.sha256);

  const firstSeal = parsed.findIndex(({ kind }) => kind === "sealed-head");
  const entriesEnd = firstSeal === -1 ? lines.length - 1 : firstSeal;
  const entries = parsed.slice(1, entriesEnd);
  const leaves = lines.slice(1, entriesEnd).map(leafHash);
  checkEntries(entries, leaves, header.chain);
  checkRevisions(entries);

  const headHash = leaves.at(-1)?.toString("hex") ?? "0".repeat(64);
  must(end.entries === entries.length);
  must(canonical(end.head) === canonical({ sequence: entries.length, hash: headHash }));
  must(end.root === treeHash(leaves).toString("hex"));
  checkSeals(parsed.slice(entriesEnd, -1), leaves, header);
  return true;
}

function checkEntries(entries: Json[], leaves: Buffer[], chain: unknown): void {
  entries.forEach((entry, i) => {
    has(entry, "at chain change item kind previous reference revision sequence v", "closes digest");
    must(entry.chain === chain && entry.sequence === i + 1);
    must(entry.previous === (leaves[i - 1]?.toString("hex") ?? "0".repeat(64)));
    must(isTime(entry.at) && isCount(entry.revision));
    must([entry.item, entry.kind, entry.reference].every((value) => typeof value === "string"));
    must(["created", "joined", "changed", "left", "removed"].includes(String(entry.change)));
    must(!("digest" in entry) || isHash(entry.digest));
  });
}

function checkRevisions(entries: Json[]): void {
  const last: Record<string, { revision: number; state: unknown }> = {};
  entries.forEach((entry) => {
    const item = JSON.stringify([entry.reference, entry.item]);
    const [revision, change] = [Number(entry.revision), entry.change];
    const before = last[item] ?? { revision: 0, state: "removed" };
    const isGone = before.state === "left" || before.state === "removed";
    let missing: [number, number] | undefined;
    if (change === "created" || change === "joined") {
      if (!isGone) missing = [before.revision + 1, Number.POSITIVE_INFINITY];
      else if (change === "created" && revision > 1) missing = [1, revision - 1];
    } else {
      if (before.state === "removed") {
        must(!(change === "removed" && revision === before.revision));
        missing = [1, revision - 1];
      } else {
        must(revision > before.revision);
        if (isGone || revision > before.revision + 1) missing = [before.revision + 1, revision - 1];
      }
      if (missing && missing[1] < missing[0]) missing[1] = Number.POSITIVE_INFINITY;
    }
    if (missing) must(isDeclared(entries, entry, missing));
    last[item] = { revision, state: change };
  });
}

function isDeclared(entries: Json[], entry: Json, [from, to]: [number, number]): boolean {
  return entries
    .filter(({ kind }) => kind === "evidence-gap")
    .flatMap(({ closes }) => (Array.isArray(closes) ? closes : []))
    .filter(({ reference, item }) => reference === entry.reference && item === entry.item)
    .some((range) => ("to" in range ? range.from <= from && range.to >= to : range.from === from));
}

function checkSeals(seals: Json[], leaves: Buffer[], { chain, publicKey }: Json): void {
  const der = Buffer.from(typeof publicKey === "string" ? publicKey : "", "base64");
  let before: Json | undefined;
  for (const line of seals) {
    has(line, "head index kind number path seal signature v");
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    const text = String(line.seal);
    must(verify("sha256", Buffer.from(text), key, Buffer.from(String(line.signature), "base64")));
    const seal: Json = JSON.parse(text);
    must(seal.kind === "evidence-seal" && seal.number === line.number);
    must(seal.key === sha256(der).toString("hex"));
    const head = line.head as Json;
    has(head, "chain hash root sequence");
    const path = (line.path as string[]).map((hash) => Buffer.from(hash, "hex"));
    const root = rootOnPath(leafHash(canonical(head)), Number(line.index), Number(seal.size), path);
    must(root.toString("hex") === seal.root);
    const sequence = Number(head.sequence);
    must(head.chain === chain && head.hash === leaves[sequence - 1]?.toString("hex"));
    must(head.root === treeHash(leaves.slice(0, sequence)).toString("hex"));
    if (before) {
      const earlier: Json = JSON.parse(String(before.seal));
      must(Number(seal.number) > Number(earlier.number));
      must(sequence > Number((before.head as Json).sequence));
      const isNext = seal.number === Number(earlier.number) + 1;
      must(!isNext || seal.previous === sha256(Buffer.from(String(before.seal))).toString("hex"));
    }
    before = line;
  }
}
