import { headOf } from "../../shared/evidence/block.ts";
import { lastBlock, listChains } from "../../shared/evidence/chain-reader.ts";
import { beforeTheFirst, canonicalJson } from "../../shared/evidence/entry.ts";
import { rootOf } from "../../shared/evidence/merkle-tree.ts";
import type { Seal, SealedHead } from "../../shared/evidence/seal.ts";
import { inParallel } from "../../shared/parallel.ts";
import type { Table } from "../../shared/table.ts";
import type { SealKey } from "./kms.ts";
import type { SealBucket } from "./seal-bucket.ts";
import { readFoundSeal, type Sealed } from "./seal-found.ts";
import { lastSeal, type SealItem, storeSeal } from "./seal-store.ts";
import { type SealPlace, sealOver } from "./seal-tree.ts";

/** What sealing needs of the world. */
export type SealDependencies = {
  /** The evidence table. */
  table: Table;
  key: SealKey;
  bucket: SealBucket;
  now: () => Date;
};

/** How many seals of others one run takes over before it makes its own: those of two days of hourly runs. */
const mostAttempts = 50;

/** How many chains are read at once. */
const atOnce = 16;

/**
 * Seals the heads that all chains have now. The bucket's object is what makes the seal: whose comes first has the number.
 * A seal that it holds and the table does not, of a run that was cut short or of one at the same time, is taken over into
 * the table, and the next number is tried. So the numbers have no holes, and each seal holds the hash of the one before.
 * @throws ForeignSeal when the bucket holds something else in its place
 * @throws Error when others kept coming first
 */
export async function sealHeads({ table, key, bucket, now }: SealDependencies): Promise<Seal> {
  const publicKey = await key.publicKey();
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const place = placeAfter(await lastSeal(table), now());
    // Read after the latest seal, so no chain is behind what that one says of it.
    const made = await sign(await readHeads(table), place, key, publicKey);
    const outcome = await bucket.put(place.number, JSON.stringify(made.object));
    if (outcome === "contested") continue;
    if (outcome === "stored") {
      await storeSeal(table, made);
      return made.seal;
    }
    await storeSeal(table, readFoundSeal(await bucket.read(place.number), place, publicKey));
  }
  throw new Error(`${mostAttempts} times in a row another seal was there first`);
}

/** No seal is older than the one before, also where the clock ran backwards. */
function placeAfter(last: SealItem | undefined, now: Date): SealPlace {
  const at = now.toISOString();
  if (!last) return { number: 1, previous: beforeTheFirst, at };
  return { number: last.number + 1, previous: last.hash, at: at > last.at ? at : last.at };
}

async function readHeads(table: Table): Promise<SealedHead[]> {
  const heads = await inParallel(await listChains(table), atOnce, async (chain) => {
    const block = await lastBlock(table, chain);
    return block ? [{ chain, ...headOf(block), root: rootOf(block.peaks) }] : [];
  });
  return heads.flat();
}

async function sign(
  unordered: readonly SealedHead[],
  place: SealPlace,
  key: SealKey,
  publicKey: Uint8Array,
): Promise<Sealed> {
  const { seal, heads } = sealOver(unordered, place, publicKey);
  const body = canonicalJson(seal);
  const signature = await key.sign(body);
  const object = { seal: body, signature, publicKey: Buffer.from(publicKey).toString("base64"), heads };
  return { seal, object };
}
