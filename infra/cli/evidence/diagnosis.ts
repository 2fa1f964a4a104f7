import { canonicalJson, type Entry, type Head, hashLine, lineOf } from "../../../shared/evidence/entry.ts";
import type { ChainSource } from "./chain-check.ts";
import { longestLine } from "./entry-line.ts";
import type { Finding } from "./findings.ts";
import type { KnownHead } from "./head-check.ts";

/** Where a chain is broken: an entry, and the head before it, which it does not follow on. */
export type Break = { entry: Entry; head: Head };

/** What has to be known of the rest of the chain to say how it was broken. */
type Circumstances = {
  /** The hash of the entry that belongs here, as the next one or a known head has it. */
  belonging?: string | undefined;
  /** Another line is the same entry. */
  isCopied: boolean;
  /** Another entry has the same number and follows on the same one. */
  hasRival: boolean;
  /** The entry that belongs here comes later. */
  comesLater: boolean;
};

/** Finds out how a chain was broken, by reading it once more, with less care. */
export async function diagnose(
  { chain, read }: ChainSource,
  { entry, head }: Break,
  heads: readonly KnownHead[],
): Promise<Finding> {
  const place = head.sequence + 1;
  const hash = hashLine(lineOf(entry));
  const seen: Circumstances = {
    belonging: heads.find(({ sequence }) => sequence === place)?.hash,
    isCopied: false,
    hasRival: false,
    comesLater: false,
  };
  let number = 0;
  for await (const line of lines(read())) {
    number += 1;
    if (number === place) continue;
    const { sequence, previous } = link(line);
    if (number === place + 1 && sequence === number) seen.belonging ??= previous;
    if (number > place && sequence === place && previous === head.hash) seen.comesLater = true;
    if (sequence !== entry.sequence) continue;
    if (hashLine(line) === hash) seen.isCopied = true;
    else if (previous === entry.previous) seen.hasRival = true;
  }
  return { chain, ...judge({ entry, head }, seen) };
}

function judge({ entry, head }: Break, seen: Circumstances): Finding {
  const place = head.sequence + 1;
  const { sequence, previous } = entry;
  const edited = (which: number, why: string): Finding => {
    return { code: "edited", sequence: which, message: `Entry ${which} was edited: ${why}.` };
  };
  if (sequence === place) {
    const repaired = hashLine(canonicalJson({ ...entry, previous: head.hash }));
    if (place === 1 || repaired === seen.belonging) {
      return edited(place, "it does not follow on the one before, which is right");
    }
    return edited(head.sequence, `entry ${place} follows on another one in its place`);
  }
  if (previous === head.hash)
    return edited(place, `it follows on the one before and has the number ${sequence}`);
  if (seen.isCopied) {
    const message = `Entry ${sequence} is there twice, once where entry ${place} belongs.`;
    return { code: "duplicated", sequence, message };
  }
  if (seen.hasRival) {
    const message = `The chain is forked: two different entries ${sequence} follow on the same one.`;
    return { code: "forked", sequence, message };
  }
  if (seen.comesLater) {
    const message = `The order was changed: entry ${sequence} stands where entry ${place} belongs, which comes later.`;
    return { code: "reordered", sequence: place, message };
  }
  if (sequence < place) return edited(place, `it has the number ${sequence}, and follows on none of these`);
  const which = sequence - place === 1 ? `Entry ${place} is` : `Entries ${place} to ${sequence - 1} are`;
  return { code: "deleted", sequence: place, message: `${which} missing.` };
}

async function* lines(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    for (let start = 0; start < piece.length; ) {
      const lineFeed = piece.indexOf("\n", start);
      const end = lineFeed === -1 ? piece.length : lineFeed;
      yield piece.subarray(start, Math.min(end, start + longestLine));
      start = end + 1;
    }
  }
}

function link(line: Buffer): { sequence?: number; previous?: string } {
  const [, previous, sequence] =
    /"previous":"([0-9a-f]{64})".*"sequence":(\d+)/.exec(line.toString("latin1")) ?? [];
  return previous === undefined ? {} : { previous, sequence: Number(sequence) };
}
