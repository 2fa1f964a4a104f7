import * as z from "zod/mini";
import type { Head } from "./entry.ts";
import { hexHash } from "./hashes.ts";

/** The seal that was the latest when a block was written. */
export const sealMark = z.object({
  number: z.int(),
  /** The hash of the seal. */
  hash: hexHash,
  /** The key that signed it: SubjectPublicKeyInfo (RFC 5280), DER, in base64; and the fingerprint of it, its SHA-256. */
  publicKey: z.string(),
  key: hexHash,
});

export type SealMark = z.infer<typeof sealMark>;

/**
 * A block: entries of one chain that were recorded together, as it is stored under its chain and its number. Whoever writes
 * the n-th block writes it only where there is none: so a chain cannot fork.
 */
export const blockSchema = z.object({
  v: z.literal(1),
  kind: z.literal("evidence-block"),
  chain: z.string(),
  /** 1 for the first block of the chain. */
  number: z.int(),
  /** The sequence number of its first entry, and how many it has. */
  first: z.int(),
  count: z.int(),
  /** When it was recorded. */
  at: z.iso.datetime(),
  /** Its entries' lines, each with a line feed at its end. */
  lines: z.string(),
  /** The hash of its last entry. */
  hash: hexHash,
  /** The peaks of the hash tree over all entries of the chain up to its last one; see `Peaks`. */
  peaks: z.array(hexHash),
  seal: z.optional(sealMark),
});

export type Block = z.infer<typeof blockSchema>;

/** The head of the chain that ends with this block. */
export function headOf({ first, count, hash }: Block): Head {
  return { sequence: first + count - 1, hash };
}

/** The partition that names all chains, each under its name. */
export const chainsPartition = "chains";

/** The partition of all seals, each under its number. */
export const sealsPartition = "seals";

/** The partition of the sealed heads of one chain, each under its seal's number. */
export function sealedHeadsPartition(chain: string): string {
  return `${sealsPartition}/${chain}`;
}

/** The sort key of the n-th block of a chain, or of the n-th seal. */
export function numberKey(number: number): string {
  return String(number).padStart(12, "0");
}
