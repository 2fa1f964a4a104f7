import { auditPath, treeRoot } from "../../shared/evidence/merkle-tree.ts";
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
  const ordered = heads.toSorted((a, b) => (a.chain < b.chain ? -1 : 1));
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

/** The heads under a seal, each with its proof, which takes as many hashes as there are heads. */
export function provedHeads({ seal, signature, heads }: SealObject): Proved[] {
  const leaves = heads.map(headLeaf);
  return heads.map((head, index) => ({
    head,
    proof: () => ({ seal, signature, head, index, path: auditPath(leaves, index) }),
  }));
}
