import { type Entry, emptyHead, type Head } from "../../../shared/evidence/entry.ts";
import { addLeaf, type Peaks, rootOf } from "../../../shared/evidence/merkle-tree.ts";
import { diagnose } from "./diagnosis.ts";
import { entryReader, lineHasher, longestLine } from "./entry-line.ts";
import { type Finding, type Found, found, together } from "./findings.ts";
import { headCheck, type KnownHead } from "./head-check.ts";
import type { ItemCheck } from "./item-check.ts";

/** Where the entries of a chain are read, as often as asked. */
export type ChainSource = {
  chain: string;
  /**
   * The lines of its entries from the first on, in pieces of whole lines, each with its line feed. A piece may change
   * once the next one is asked for.
   */
  read: () => AsyncIterable<Buffer>;
};

/** What a look at a chain from its first entry on has shown. */
export type ChainReport = {
  chain: string;
  /** How many entries it has; where it is broken, how many are right. */
  entries: number;
  /** The head and the root of the hash tree over these (RFC 6962). */
  head: Head;
  root: string;
  /** Whether an entry does not follow on the one before it. */
  isBroken: boolean;
  /** Where it is broken, and where it is not what the known heads say. */
  findings: Finding[];
  /**
   * Times that go backwards: the order of entries is that of their numbers, so nothing is wrong with the chain. And once,
   * that there are entries without a digest.
   */
  flagged: Found;
};

/** How a check is told of, every so many entries. */
export type OnEntries = (howManyMore: number) => void;

const mostFlagged = 100;
const lineFeed = 0x0a;

/**
 * Reads a chain from its first entry on, in an amount of memory that does not depend on its length: numbers and hashes, times,
 * what known heads say, and the revisions of items. It ends at the first entry that does not follow on the one before,
 * and then finds out what happened there.
 * @param heads in any order
 * @param items is given each entry that is right
 */
export async function checkChain(
  { chain, read }: ChainSource,
  heads: readonly KnownHead[],
  items: ItemCheck,
  onEntries: OnEntries = () => {},
): Promise<ChainReport> {
  const readEntry = entryReader(chain);
  const hashOf = lineHasher();
  const known = headCheck(chain, heads);
  const flagged: Found = { list: [], count: 0 };
  const undigested = { first: 0, count: 0 };
  let head = emptyHead;
  let latest = "";
  let peaks: Peaks = [];

  const wrong = (code: "malformed" | "too-long", how: string): Finding => {
    const sequence = head.sequence + 1;
    return { code, chain, sequence, message: `The line of entry ${sequence} ${how}.` };
  };

  /** Takes the entries of a piece, up to the first that is not right. */
  const takePiece = (piece: Buffer): Finding | Entry | undefined => {
    for (let start = 0; start < piece.length; ) {
      const found = piece.indexOf(lineFeed, start);
      const end = found === -1 ? piece.length : found;
      if (end - start > longestLine) return wrong("too-long", `is longer than ${longestLine} bytes`);
      if (found === -1) return wrong("malformed", "has no line feed at its end");
      const line = piece.subarray(start, end);
      const entry = readEntry(line, head.hash);
      if (typeof entry === "string") return wrong("malformed", entry);
      if (entry.sequence !== head.sequence + 1 || entry.previous !== head.hash) return entry;
      head = { sequence: entry.sequence, hash: hashOf(line) };
      peaks = addLeaf(peaks, entry.sequence - 1, head.hash);
      known.pass(head, peaks);
      flagTime(entry);
      if (entry.digest === undefined) {
        undigested.first ||= entry.sequence;
        undigested.count += 1;
      }
      items.take(entry);
      start = end + 1;
    }
    return undefined;
  };

  const flagTime = ({ at, sequence }: Entry) => {
    const instant = at.length === latest.length ? at : new Date(at).toISOString();
    if (instant < latest) {
      flagged.count += 1;
      const message = `Entry ${sequence} was recorded at ${at}, before the entry before it by the recorder's clock.`;
      if (flagged.count <= mostFlagged) flagged.list.push({ code: "clock", chain, sequence, message });
    }
    latest = instant;
  };

  const findBreak = async (): Promise<Finding | undefined> => {
    for await (const piece of read()) {
      const before = head.sequence;
      const stop = takePiece(piece);
      onEntries(head.sequence - before);
      if (stop) return "code" in stop ? stop : diagnose({ chain, read }, { entry: stop, head }, heads);
    }
    return undefined;
  };

  const breakage = await findBreak();
  const findings = breakage ? [...known.found().filter(isBefore(breakage)), breakage] : known.end(head);
  return {
    chain,
    entries: head.sequence,
    head,
    root: rootOf(peaks),
    isBroken: breakage !== undefined,
    findings,
    flagged: together(flagged, found(undigestedFinding(chain, undigested))),
  };
}

function undigestedFinding(chain: string, { first, count }: { first: number; count: number }): Finding[] {
  if (count === 0) return [];
  const which = count === 1 ? `Entry ${first} has` : `${count} entries, the first of them ${first}, have`;
  const message = `${which} no digest: so it is with items that were written past the records.`;
  return [{ code: "undigested", chain, sequence: first, message }];
}

/** What a break explains is not told of twice: an edited entry differs from a head that is known of it. */
function isBefore(breakage: Finding): (other: Finding) => boolean {
  return ({ sequence = 0 }) => sequence < (breakage.sequence ?? 0);
}
