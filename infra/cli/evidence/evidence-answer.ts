import * as z from "zod";
import { blockSchema } from "../../../shared/evidence/block.ts";
import { hexHash as hash } from "../../../shared/evidence/hashes.ts";
import {
  type SealedHead,
  type SignedSeal,
  sealedHead,
  sealedHeadProof,
  signedSeal,
} from "../../../shared/evidence/seal.ts";
import { sealObject } from "../../../shared/evidence/seal-object.ts";

/** What the operator API answers about evidence. `at` is when its reading began, by the server's clock. */

const at = z.iso.datetime();
const number = z.int().positive();

/** The names of the chains; the key that seals are signed with is there from the first seal on. */
export const chainsAnswer = z.object({
  chains: z.array(z.string()),
  publicKey: z.base64().optional(),
  at,
});

/** Some blocks of a chain. */
export const blocksAnswer = z.object({ blocks: z.array(blockSchema), more: z.boolean() });

const liveItem = z.object({
  chains: z.array(z.string()),
  kind: z.string(),
  reference: z.string(),
  item: z.string(),
  revision: number,
  digest: z.optional(hash),
  writtenAt: z.string().optional(),
});

/** An item that is in the table, as its chains should have it. */
export type LiveItem = z.infer<typeof liveItem>;

/** Some items of the table. */
export const itemsAnswer = z.object({ items: z.array(liveItem), cursor: z.string().optional(), at });

/** Some of the items that are in the table, and when they were read. */
export type ItemsPage = z.infer<typeof itemsAnswer>;

/**
 * Some seals, as the bucket locks them; where what is locked is none, it is not `signed`. Of its heads there are those that
 * the seal before it in the answer has not the same, and the chains that only that one has a head of.
 */
export const sealsAnswer = z.object({
  seals: z.array(
    z.object({
      number,
      signed: z.optional(signedSeal),
      heads: z.array(sealedHead).default([]),
      gone: z.array(z.string()).default([]),
    }),
  ),
  more: z.boolean(),
});

/** A seal that is locked under this number, with all its heads. */
export type LockedSeal = { number: number; signed: SignedSeal | undefined; heads: readonly SealedHead[] };

/** Some sealed heads of a chain. */
export const headsAnswer = z.object({
  heads: z.array(z.strictObject({ number, ...sealedHeadProof.shape })),
  more: z.boolean(),
});

/** A sealed head with its proof, and the number of its seal. */
export type SealedHeadOfChain = z.infer<typeof headsAnswer>["heads"][number];

/** The newest seal that is locked, whole, and the newest that the table knows. */
export const latestAnswer = z.object({
  locked: z.object({ number, object: z.optional(sealObject) }).optional(),
  stored: z.object({ number, hash }).optional(),
});

export type LatestSeals = z.infer<typeof latestAnswer>;

const caseItem = liveItem.extend({ canonical: z.string().optional(), salt: z.base64().optional() });

/** An item of a case; of a mail to the controller also what its digest is made of. */
export type CaseItem = z.infer<typeof caseItem>;

/** The items of a case. */
export const caseAnswer = z.object({ items: z.array(caseItem), at });
