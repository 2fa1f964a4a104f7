import * as z from "zod/mini";
import { hexHash } from "./hashes.ts";

/**
 * The head of a controller's chain as a mail to that controller carries it: who keeps the mail can check later, without
 * trusting the processor, that the chain still holds what it held then.
 */
export const witnessedHead = z.object({
  chain: z.string(),
  /** The number of the chain's last entry, and its hash. */
  sequence: z.int().check(z.minimum(1)),
  hash: hexHash,
  /** The fingerprint of the key that seals are signed with, and that key: SubjectPublicKeyInfo, DER, in base64. */
  key: z.optional(hexHash),
  publicKey: z.optional(z.string()),
});

export type WitnessedHead = z.infer<typeof witnessedHead>;
