import { hash } from "node:crypto";
import * as z from "zod/mini";

/** How many partitions the index of what is pending is spread over. */
const shards = 8;

/** The names of the shards, for whoever reads them all. */
export const pendingShards: readonly string[] = Array.from({ length: shards }, (_, n) => String(n));

/** What an item has for as long as it is in the index of what is pending: its partition there, and when it is due. */
export const pendingFields = {
  pendingShard: z.optional(z.string()),
  pendingAt: z.optional(z.iso.datetime()),
};

/** What puts an item of a case into the index of what is pending, due at that instant. */
export function pendingSince(reference: string, at: Date): { pendingShard: string; pendingAt: string } {
  const [first = 0] = hash("sha256", reference, "buffer");
  return { pendingShard: String(first % shards), pendingAt: at.toISOString() };
}
