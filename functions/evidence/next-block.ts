import { type Block, headOf, type SealMark } from "../../shared/evidence/block.ts";
import type { ChainName } from "../../shared/evidence/chain-name.ts";
import { emptyHead, type Head, hashLine, lineOf } from "../../shared/evidence/entry.ts";
import { addLeaf, type Peaks } from "../../shared/evidence/merkle-tree.ts";
import type { RecordedChange } from "./recorded-change.ts";

/** Where a chain ends: how many blocks it has, its head, the peaks of its hash tree, and when its last block was made. */
export type ChainEnd = { blocks: number; head: Head; peaks: Peaks; at: string };

/** The end of a chain that has no block. */
export const noEnd: ChainEnd = { blocks: 0, head: emptyHead, peaks: [], at: new Date(0).toISOString() };

/** The end of the chain that ends with this block. */
export function endOf(block: Block): ChainEnd {
  return { blocks: block.number, head: headOf(block), peaks: block.peaks, at: block.at };
}

/** How many bytes of lines go into a block at most, beyond its first line: an item of DynamoDB holds 400 KB. */
const mostBytes = 250_000;

/**
 * The block that comes next in a chain, of as many of these changes as it can hold, and the changes that it does not hold.
 * Where the clock has run backwards, the time is that of the block before: the numbers say what came first.
 *
 * @param changes at least one
 */
export function nextBlock(
  chain: ChainName,
  end: ChainEnd,
  changes: readonly RecordedChange[],
  now: Date,
  seal: SealMark | undefined,
): { block: Block; rest: readonly RecordedChange[] } {
  const at = now.toISOString() > end.at ? now.toISOString() : end.at;
  const lines: string[] = [];
  let { head, peaks } = end;
  let bytes = 0;
  for (const change of changes) {
    const line = lineOf({ v: 1, ...change, at, sequence: head.sequence + 1, previous: head.hash });
    bytes += Buffer.byteLength(line) + 1;
    if (lines.length > 0 && bytes > mostBytes) break;
    const hash = hashLine(line);
    peaks = addLeaf(peaks, head.sequence, hash);
    head = { sequence: head.sequence + 1, hash };
    lines.push(`${line}\n`);
  }
  const block = {
    v: 1 as const,
    kind: "evidence-block" as const,
    chain,
    number: end.blocks + 1,
    first: end.head.sequence + 1,
    count: lines.length,
    at,
    lines: lines.join(""),
    hash: head.hash,
    peaks: [...peaks],
    ...(seal && { seal }),
  };
  return { block, rest: changes.slice(lines.length) };
}
