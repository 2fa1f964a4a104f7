import { treeRoot } from "../../shared/evidence/merkle-tree.ts";
import { headLeaf, openSeal, type Seal } from "../../shared/evidence/seal.ts";
import { readSealObject, type SealObject, sealObjectKey } from "../../shared/evidence/seal-object.ts";
import type { SealPlace } from "./seal-tree.ts";

/** A seal, and the object that it is in the bucket. */
export type Sealed = { seal: Seal; object: SealObject };

/** Where a seal belongs the bucket holds something else. It is locked: only a person can find out how it came there. */
export class ForeignSeal extends Error {
  override name = "ForeignSeal";

  constructor(number: number, problem: string) {
    super(`${sealObjectKey(number)} is not seal number ${number}: ${problem}`);
  }
}

/**
 * The seal that the bucket was found to hold in this place, on condition that our key signed it, that it follows the seal
 * before, and that its heads are those that it seals.
 * @param publicKey ours: SubjectPublicKeyInfo, DER
 * @throws ForeignSeal
 */
export function readFoundSeal(
  text: string,
  { number, previous }: Pick<SealPlace, "number" | "previous">,
  publicKey: Uint8Array,
): Sealed {
  const object = readSealObject(text);
  if (!object) throw new ForeignSeal(number, "it does not have the form of a seal");
  const { seal: body, signature, heads } = object;
  const seal = openSeal({ seal: body, signature }, publicKey);
  if (typeof seal === "string") throw new ForeignSeal(number, seal);
  if (seal.number !== number) throw new ForeignSeal(number, `it is seal number ${seal.number}`);
  if (seal.previous !== previous) throw new ForeignSeal(number, "it does not follow the seal before");
  if (heads.length !== seal.size || treeRoot(heads.map(headLeaf)) !== seal.root)
    throw new ForeignSeal(number, "its heads are not those that it seals");
  if (!Buffer.from(object.publicKey, "base64").equals(publicKey))
    throw new ForeignSeal(number, "it holds another key than the one that signed it");
  return { seal, object };
}
