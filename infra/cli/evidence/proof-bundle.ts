import * as z from "zod";
import { hexHash } from "../../../shared/evidence/hashes.ts";
import { sealedHeadProof } from "../../../shared/evidence/seal.ts";

/**
 * What proves to one controller how one case went: the entries of its chain that tell of the case, each with its way into a
 * sealed head, and the mails to it, with what their digests are made of. It holds no personal data besides what stood
 * in those mails' records.
 */
export const proofBundle = z.strictObject({
  v: z.literal(1),
  kind: z.literal("evidence-proof"),
  reference: z.string(),
  chain: z.string(),
  /** When it was made, by the server's clock. */
  at: z.iso.datetime(),
  /** Whether the sealed head covers all entries. */
  sealed: z.boolean(),
  /** SubjectPublicKeyInfo (RFC 5280), DER, in base64; absent, as is `seal`, where the chain is not sealed yet. */
  publicKey: z.base64().optional(),
  /** The newest sealed head of the chain. */
  seal: z.strictObject({ number: z.int().positive(), ...sealedHeadProof.shape }).optional(),
  entries: z.array(
    z.strictObject({
      /** The entry's line, without its line feed. */
      line: z.string(),
      /** Its audit path in the tree of the sealed head (RFC 6962); absent where that head does not cover it. */
      path: z.optional(z.array(hexHash)),
    }),
  ),
  /** What is there of the case, as its last entries have it. */
  items: z.array(
    z.strictObject({
      item: z.string(),
      kind: z.string(),
      revision: z.int().positive(),
      digest: z.optional(hexHash),
      /** Of a mail to the controller: the text that the digest is made of, and the salt, in base64, that it is keyed with. */
      canonical: z.string().optional(),
      salt: z.base64().optional(),
    }),
  ),
});

export type ProofBundle = z.infer<typeof proofBundle>;
