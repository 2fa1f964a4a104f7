import { type Block, headOf } from "../../../shared/evidence/block.ts";
import { type Entry, entrySchema, hashLine, type MissingChanges } from "../../../shared/evidence/entry.ts";
import { rootOf } from "../../../shared/evidence/merkle-tree.ts";
import type { ChainReport, ChainSource } from "./chain-check.ts";
import type { EvidenceClient } from "./evidence-client.ts";
import type { Finding } from "./findings.ts";

/** What the blocks of a chain show, besides their entries' lines, when they were read last. */
export type BlocksSeen = {
  last?: Block;
  /** Which changes its entries declare missing. */
  closes: MissingChanges[];
  /** The first block that does not say what its entries are. */
  finding?: Finding;
};

/** A chain as it is recorded: its lines, and what its blocks say of them. */
export type LiveChain = { source: ChainSource; seen: () => BlocksSeen };

/** Reads a chain through the operator API. */
export function liveChain(client: Pick<EvidenceClient, "blocks">, chain: string): LiveChain {
  let seen: BlocksSeen = { closes: [] };
  async function* read() {
    const now: BlocksSeen = { closes: [] };
    seen = now;
    for await (const block of client.blocks(chain)) {
      const finding = contradiction(chain, block, now.last);
      if (finding) now.finding ??= finding;
      now.last = block;
      now.closes.push(...closesIn(block.lines));
      yield Buffer.from(block.lines);
    }
  }
  return { source: { chain, read }, seen: () => seen };
}

function contradiction(chain: string, block: Block, before: Block | undefined): Finding | undefined {
  const { number, first, count, lines, hash } = block;
  const wrong = (how: string): Finding => {
    return { code: "malformed", chain, sequence: first, message: `The block ${number} of ${chain} ${how}.` };
  };
  if (number !== (before?.number ?? 0) + 1) return wrong("does not follow on the one before it");
  if (first !== (before ? headOf(before).sequence : 0) + 1 || block.chain !== chain) {
    return wrong("does not begin where the one before it ends");
  }
  const entries = lines.split("\n").slice(0, -1);
  if (entries.length !== count) return wrong(`says that it has ${count} entries, and has ${entries.length}`);
  if (hashLine(entries.at(-1) ?? "") !== hash) return wrong("has not the hash of its last entry");
  return undefined;
}

/**
 * The entries of a block of which it is known that they are right.
 * @throws ZodError, SyntaxError
 */
export function entriesOf({ lines }: Pick<Block, "lines">): Entry[] {
  return lines
    .split("\n")
    .slice(0, -1)
    .map((line) => entrySchema.parse(JSON.parse(line)));
}

function closesIn(lines: string): MissingChanges[] {
  if (!lines.includes('"closes":')) return [];
  return lines
    .split("\n")
    .filter((line) => line.includes('"closes":'))
    .flatMap((line) => entryIn(line)?.closes ?? []);
}

/** The entry of a line; undefined where it is none, which is told of as what is wrong with the chain. */
function entryIn(line: string) {
  try {
    const { data: entry } = entrySchema.safeParse(JSON.parse(line));
    return entry?.kind === "evidence-gap" ? entry : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What is wrong with the blocks of a chain whose entries are right. Of their peaks only the last one's count: no others are
 * ever built on.
 */
export function blockFindings(
  { source: { chain }, seen }: LiveChain,
  report: Pick<ChainReport, "isBroken" | "root"> | undefined,
): Finding[] {
  const { finding, last } = seen();
  if (!report || report.isBroken || !last) return [];
  if (finding) return [finding];
  if (rootOf(last.peaks) === report.root) return [];
  const message = `The last block of ${chain} has not the peaks of the hash tree over its entries.`;
  return [{ code: "malformed", chain, sequence: last.first, message }];
}
