import type { Head } from "../../../shared/evidence/entry.ts";
import { type Peaks, rootOf } from "../../../shared/evidence/merkle-tree.ts";
import type { Finding } from "./findings.ts";

/** A head of a chain that somebody else keeps, or that is sealed. */
export type KnownHead = Head & {
  /** The root of the hash tree over the entries up to it (RFC 6962), where it says one. */
  root?: string;
  /** Who says so, as the subject of a sentence: `the seal 12 of …`. */
  from: string;
};

/** A chain, entry by entry, against the heads that are known of it. */
export type HeadCheck = {
  /** To be told each head that the chain has had, in turn, with the peaks of its tree then. */
  pass(head: Head, peaks: Peaks): void;
  /** What was found until now: no more than the first that differs, as all later ones then do. */
  found(): Finding[];
  /** The same at the end of the chain, which known heads may lie beyond. */
  end(head: Head): Finding[];
};

/** Begins before the first entry. */
export function headCheck(chain: string, heads: readonly KnownHead[]): HeadCheck {
  const ordered = heads.toSorted((a, b) => a.sequence - b.sequence);
  let next = 0;
  let lastRight: KnownHead | undefined;
  let finding: Finding | undefined;

  const compare = (known: KnownHead, head: Head, peaks: Peaks) => {
    const { sequence, from, root } = known;
    const since = lastRight
      ? `it is still right up to entry ${lastRight.sequence}, as ${lastRight.from} has it`
      : "no known head before it is right";
    const rewritten = (message: string) => ({ code: "rewritten" as const, chain, sequence, message });
    if (known.hash !== head.hash) {
      const what = `Entry ${sequence} has not the hash that ${from} has`;
      finding ??= rewritten(`${what}: the chain was rewritten; ${since}.`);
    } else if (root !== undefined && root !== rootOf(peaks)) {
      finding ??= rewritten(`The entries up to ${sequence} have not the root that ${from} has; ${since}.`);
    } else {
      lastRight = known;
    }
  };

  return {
    pass(head, peaks) {
      for (; ordered[next]?.sequence === head.sequence; next += 1) {
        const known = ordered[next];
        if (known) compare(known, head, peaks);
      }
    },
    found: () => (finding ? [finding] : []),
    end({ sequence: last }) {
      const beyond = ordered.slice(next).at(-1);
      if (!beyond) return finding ? [finding] : [];
      const message = `The chain ends with entry ${last}, but ${beyond.from} has entry ${beyond.sequence}: its tail was cut.`;
      const cut: Finding = { code: "cut", chain, sequence: last + 1, message };
      return finding ? [finding, cut] : [cut];
    },
  };
}
