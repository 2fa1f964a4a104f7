import { treeRoot } from "../../../shared/evidence/merkle-tree.ts";
import { headLeaf, type Seal, type SealedHead } from "../../../shared/evidence/seal.ts";
import type { KnownHead } from "./head-check.ts";

/** Makes a function to the root over the heads of a seal. Its leaves stand in the order of their hashes, as seals are made. */
export function rootsOfHeads(): (heads: readonly SealedHead[]) => string {
  // Most heads are under many seals.
  const leaves = new WeakMap<SealedHead, string>();
  const leafOf = (head: SealedHead) => {
    const leaf = leaves.get(head) ?? headLeaf(head);
    leaves.set(head, leaf);
    return leaf;
  };
  return (heads) => treeRoot(heads.map(leafOf).sort());
}

/** Adds the heads of a seal to those of earlier ones, by their chains, but for those that are the same as the one before. */
export function keepHeads(
  kept: Map<string, KnownHead[]>,
  { number, at }: Pick<Seal, "number" | "at">,
  heads: readonly SealedHead[],
): void {
  const from = `the seal ${number} of ${at}`;
  for (const { chain, sequence, hash, root } of heads) {
    const known = kept.get(chain) ?? [];
    const last = known.at(-1);
    if (last?.sequence === sequence && last.hash === hash && last.root === root) continue;
    known.push({ sequence, hash, root, from });
    kept.set(chain, known);
  }
}
