import { createPublicKey, verify } from "node:crypto";
import * as z from "zod/mini";
import { canonicalJson, hashLine } from "./entry.ts";
import { hexHash, sha256 } from "./hashes.ts";
import { rootFrom } from "./merkle-tree.ts";

/** The head of a chain as it is sealed: where the chain ends, and the root of the hash tree over its entries (RFC 6962). */
export const sealedHead = z.strictObject({
  chain: z.string(),
  sequence: z.int().check(z.positive()),
  hash: hexHash,
  root: hexHash,
});

export type SealedHead = z.infer<typeof sealedHead>;

/**
 * A seal: the heads of all chains at one moment, as one root of a hash tree (RFC 6962) whose leaves are the heads in
 * canonical JSON, in the order of their hashes. So one controller can be shown its own head and no other's name.
 */
export const sealSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("evidence-seal"),
  /** 1 for the first seal. */
  number: z.int().check(z.positive()),
  at: z.iso.datetime(),
  /** The hash of the seal before; of the first, 64 zeros. */
  previous: hexHash,
  /** How many heads there are, and the root over them. */
  size: z.int().check(z.nonnegative()),
  root: hexHash,
  /** The fingerprint of the key that signs: SHA-256 of its SubjectPublicKeyInfo. */
  key: hexHash,
});

export type Seal = z.infer<typeof sealSchema>;

/** A seal as it was signed: its canonical JSON, and ECDSA over its SHA-256 (P-256, DER), in base64. */
export const signedSeal = z.strictObject({ seal: z.string(), signature: z.base64() });

export type SignedSeal = z.infer<typeof signedSeal>;

/** One chain's head under a seal, provable without the other heads. */
export const sealedHeadProof = z.strictObject({
  ...signedSeal.shape,
  head: sealedHead,
  /** The place of the head among those of the seal, from 0, and its audit path. */
  index: z.int().check(z.nonnegative()),
  path: z.array(hexHash),
});

export type SealedHeadProof = z.infer<typeof sealedHeadProof>;

/** The leaf that a head is in its seal's tree. */
export function headLeaf(head: SealedHead): string {
  return hashLine(canonicalJson(head));
}

/** The hash of a seal, which the next one holds. */
export function hashSeal({ seal }: SignedSeal): string {
  return sha256(seal);
}

/** The fingerprint of a public key in SubjectPublicKeyInfo (RFC 5280), DER. */
export function fingerprint(publicKey: Uint8Array): string {
  return sha256(publicKey);
}

/**
 * Reads a seal, on condition that this key signed it, and a head that goes with it is under it.
 * @param publicKey SubjectPublicKeyInfo, DER
 * @returns the seal, or a sentence on what is wrong with it
 */
export function openSeal(signed: SignedSeal | SealedHeadProof, publicKey: Uint8Array): Seal | string {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
  const signature = Buffer.from(signed.signature, "base64");
  if (!verify("sha256", Buffer.from(signed.seal), key, signature)) return "the signature is not this key's";
  const parsed = sealSchema.safeParse(JSON.parse(signed.seal));
  if (!parsed.success) return "the seal is none of this version";
  const seal = parsed.data;
  if (seal.key !== fingerprint(publicKey)) return "the seal names another key than the one that signed it";
  if (!("head" in signed)) return seal;
  const root = rootFrom(headLeaf(signed.head), { index: signed.index, size: seal.size }, signed.path);
  return root === seal.root ? seal : "the head is not under the seal";
}
