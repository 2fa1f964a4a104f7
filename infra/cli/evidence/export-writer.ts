import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { emptyHead, hashLine } from "../../../shared/evidence/entry.ts";
import { addLeaf, type Peaks, rootOf } from "../../../shared/evidence/merkle-tree.ts";
import type { SealedHeadProof } from "../../../shared/evidence/seal.ts";
import { type ExportEnd, exportLine } from "./export-lines.ts";

/** What an export of a chain is made of. */
export type ExportContent = {
  chain: string;
  /** The key that signs the seals: SubjectPublicKeyInfo (RFC 5280), DER, in base64; absent before the first seal. */
  publicKey?: string | undefined;
  /** The lines of all its entries from the first on, in texts of whole lines, each with its line feed. */
  lines: AsyncIterable<string>;
  /** The heads of the chain that are sealed, each with its seal's number, the oldest first. */
  heads: AsyncIterable<SealedHeadProof & { number: number }>;
};

/**
 * Writes an export no faster than it is taken, and ends what it writes to.
 * @returns its last line
 */
export async function writeExport(out: Writable, content: ExportContent): Promise<ExportEnd> {
  let end: ExportEnd | undefined;
  await pipeline(async function* () {
    end = yield* pieces(content);
  }, out);
  if (end === undefined) throw new Error("the export has no end");
  return end;
}

async function* pieces({ chain, publicKey, lines, heads }: ExportContent): AsyncGenerator<string, ExportEnd> {
  const whole = createHash("sha256");
  let head = emptyHead;
  let peaks: Peaks = [];
  const counted = (text: string) => {
    whole.update(text);
    return text;
  };

  yield counted(
    exportLine({ v: 1, kind: "evidence-export", chain, ...(publicKey !== undefined && { publicKey }) }),
  );
  for await (const text of lines) {
    for (const line of text.split("\n").slice(0, -1)) {
      const hash = hashLine(line);
      peaks = addLeaf(peaks, head.sequence, hash);
      head = { sequence: head.sequence + 1, hash };
    }
    yield counted(text);
  }
  for await (const { number, seal, signature, head: sealed, index, path } of heads) {
    yield counted(
      exportLine({ v: 1, kind: "sealed-head", number, seal, signature, head: sealed, index, path }),
    );
  }
  const end: ExportEnd = {
    v: 1,
    kind: "evidence-end",
    entries: head.sequence,
    head,
    root: rootOf(peaks),
    sha256: whole.digest("hex"),
  };
  yield exportLine(end);
  return end;
}
