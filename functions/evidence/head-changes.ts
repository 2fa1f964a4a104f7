import type { SealedHead } from "../../shared/evidence/seal.ts";

/** What is not the same as under the seal before: heads that are new or other, and chains that have none any more. */
export type HeadChanges = { heads: SealedHead[]; gone: string[] };

/** Compares the heads of two seals, chain by chain. */
export function headChanges(before: readonly SealedHead[], after: readonly SealedHead[]): HeadChanges {
  const known = new Map(before.map((head) => [head.chain, head]));
  const there = new Set(after.map(({ chain }) => chain));
  return {
    heads: after.filter((head) => !isSame(known.get(head.chain), head)),
    gone: [...known.keys()].filter((chain) => !there.has(chain)),
  };
}

function isSame(one: SealedHead | undefined, { sequence, hash, root }: SealedHead): boolean {
  return one?.sequence === sequence && one.hash === hash && one.root === root;
}
