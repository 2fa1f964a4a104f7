import * as z from "zod/mini";
import { type ChainName, isChainName } from "./chain-name.ts";
import { missingChanges } from "./entry.ts";

/** The partition of what operators declare missing from a chain. */
export const evidencePartition = "evidence";

/**
 * What an operator declares missing from a chain, as it is stored: the recorder makes an entry of it, in which `closes`
 * stands as it is; of the reason the entry holds no more than of any other item.
 */
export const gapSchema = z.object({
  v: z.literal(1),
  kind: z.literal("evidence-gap"),
  chain: z.custom<ChainName>((name) => typeof name === "string" && isChainName(name)),
  closes: z.array(missingChanges).check(z.minLength(1), z.maxLength(100)),
  because: z.string(),
  /** The ARN of the operator. */
  by: z.string(),
  at: z.iso.datetime(),
  /** When the item ends by itself, in seconds since 1970: by then the chain holds it. */
  expiresAt: z.int(),
});

export type Gap = z.infer<typeof gapSchema>;
