import { generateKeyPairSync, sign } from "node:crypto";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { provedHeads, sealOver } from "../../functions/evidence/seal-tree.ts";
import { writeExport } from "../../infra/cli/evidence/export-writer.ts";
import { beforeTheFirst, canonicalJson, type Entry, hashLine, lineOf } from "../../shared/evidence/entry.ts";
import { treeRoot } from "../../shared/evidence/merkle-tree.ts";
import { hashSeal, type SealedHeadProof } from "../../shared/evidence/seal.ts";

/** What is told of a change to make an entry of it; all else follows from its place. */
export type Told = Pick<Entry, "reference" | "item" | "revision" | "change"> & Partial<Entry>;

export const testChain = "controllers/voorbeeld-bv";

/** The next entry of a chain, one second after the one before. */
export function entryAfter(previous: { sequence: number; hash: string }, told: Told): Entry {
  const sequence = previous.sequence + 1;
  return {
    v: 1,
    chain: testChain,
    sequence,
    at: new Date(Date.UTC(2026, 10, 22) + sequence * 1_000).toISOString(),
    kind: "delivery",
    digest: hashLine(`digest ${sequence}`),
    previous: previous.hash,
    ...told,
  };
}

/** The lines of a chain with these changes, without line feeds. */
export function chainOfChanges(changes: readonly Told[]): string[] {
  let head = { sequence: 0, hash: beforeTheFirst };
  return changes.map((told) => {
    const line = lineOf(entryAfter(head, told));
    head = { sequence: head.sequence + 1, hash: hashLine(line) };
    return line;
  });
}

/** A chain of so many entries, in which several items are created, changed three times and removed. */
export function chainOfLength(length: number): string[] {
  return chainOfChanges(Array.from({ length }, (_, i) => nthChange(i)));
}

/** The n-th change of a chain that goes on like this for ever, from 0. */
export function nthChange(n: number): Told {
  const [group, place] = [Math.floor(n / 15), n % 15];
  const revision = Math.floor(place / 3) + 1;
  const change = revision === 1 ? "created" : revision === 5 ? "removed" : "changed";
  return { reference: `DSR-${group}`, item: `delivery#${place % 3}`, revision, change };
}

/** A new key for seals, as its public half in SubjectPublicKeyInfo, and what signs with it. */
export function testSealKey() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    publicKey: publicKey.export({ format: "der", type: "spki" }),
    sign: (text: string) => sign("sha256", Buffer.from(text), privateKey).toString("base64"),
  };
}

export type TestSealKey = ReturnType<typeof testSealKey>;

/** Seals of a chain after these numbers of its entries, one an hour, each also of another controller's chain. */
export function sealsOf(
  lines: readonly string[],
  sealedAt: readonly number[],
  key: TestSealKey,
): (SealedHeadProof & { number: number })[] {
  const leaves = lines.map((line) => hashLine(line));
  const other = {
    chain: "controllers/example-ltd",
    sequence: 3,
    hash: hashLine("other"),
    root: treeRoot([]),
  };
  let previous = beforeTheFirst;
  return sealedAt.map((sequence, i) => {
    const head = {
      chain: testChain,
      sequence,
      hash: leaves[sequence - 1] ?? beforeTheFirst,
      root: treeRoot(leaves.slice(0, sequence)),
    };
    const number = i + 1;
    const at = new Date(Date.UTC(2026, 10, 22, number)).toISOString();
    const { seal: body, heads } = sealOver([head, other], { number, previous, at }, key.publicKey);
    const seal = canonicalJson(body);
    previous = hashSeal({ seal, signature: "" });
    const publicKey = key.publicKey.toString("base64");
    const proved = provedHeads({ seal, signature: key.sign(seal), publicKey, heads });
    const ours = proved.find(({ head: { chain } }) => chain === testChain);
    if (!ours) throw new Error("the chain is not among the sealed heads");
    return { number, ...ours.proof() };
  });
}

/** An export of a chain with these lines, sealed after these numbers of its entries. */
export function exportOf(
  lines: readonly string[],
  { sealedAt = [], key = testSealKey() }: { sealedAt?: readonly number[]; key?: TestSealKey } = {},
): Promise<Buffer> {
  return written({
    lines: [lines.map((line) => `${line}\n`).join("")],
    heads: sealsOf(lines, sealedAt, key),
    publicKey: key.publicKey.toString("base64"),
  });
}

/** What is written of this content. */
export async function written(content: {
  lines: Iterable<string>;
  heads?: Iterable<SealedHeadProof & { number: number }>;
  publicKey?: string;
}): Promise<Buffer> {
  const out = new PassThrough();
  const [bytes] = await Promise.all([
    buffer(out),
    writeExport(out, {
      chain: testChain,
      publicKey: content.publicKey,
      lines: inTurn(content.lines),
      heads: inTurn(content.heads ?? []),
    }),
  ]);
  return bytes;
}

async function* inTurn<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}
