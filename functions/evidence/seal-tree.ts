import { auditPaths, treeRoot } from "../../shared/evidence/merkle-tree.ts";
import {
  fingerprint,
  headLeaf,
  type Seal,
  type SealedHead,
  type SealedHeadProof,
} from "../../shared/evidence/seal.ts";
import type { SealObject } from "../../shared/evidence/seal-object.ts";

/** Which seal it is: its number, the hash of the one before, and when it is made. */
export type SealPlace = { number: number; previous: string; at: string };

/**
 * The seal over these heads, one for each chain.
 * @param publicKey of the key that will sign it: SubjectPublicKeyInfo, DER
 * @returns the seal, and the heads in the order of its tree's leaves
 */
export function sealOver(
  heads: readonly SealedHead[],
  { number, previous, at }: SealPlace,
  publicKey: Uint8Array,
): { seal: Seal; heads: SealedHead[] } {
  // By their hashes, so that the place of one among them says nothing of the others' names.
  const leafOf = new Map(heads.map((head) => [head, headLeaf(head)]));
  const ordered = heads.toSorted((a, b) => ((leafOf.get(a) ?? "") < (leafOf.get(b) ?? "") ? -1 : 1));
  const seal: Seal = {
    v: 1,
    kind: "evidence-seal",
    number,
    at,
    previous,
    size: ordered.length,
    root: treeRoot(ordered.map(headLeaf)),
    key: fingerprint(publicKey),
  };
  return { seal, heads: ordered };
}

/** A head with what proves that it is under the seal. */
export type Proved = { head: SealedHead; proof: () => SealedHeadProof };

/** The heads under a seal, each with its proof; the first of them takes the hashes for all. */
export function provedHeads({ seal, signature, heads }: SealObject): Proved[] {
  const leaves = heads.map(headLeaf);
  let paths: ReturnType<typeof auditPaths> | undefined;
  const pathOf = (index: number) => {
    paths ??= auditPaths(leaves, leaves.keys());
    return [...(paths.get(index) ?? [])];
  };
  return heads.map((head, index) => ({
    head,
    proof: () => ({ seal, signature, head, index, path: pathOf(index) }),
  }));
}
