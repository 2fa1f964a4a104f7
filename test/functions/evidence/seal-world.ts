import { generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { chainWriter } from "../../../functions/evidence/chain-writer.ts";
import type { SealKey } from "../../../functions/evidence/kms.ts";
import type { SealBucket } from "../../../functions/evidence/seal-bucket.ts";
import type { Sealed } from "../../../functions/evidence/seal-found.ts";
import { type SealPlace, sealOver } from "../../../functions/evidence/seal-tree.ts";
import { type ChainName, chainOf, processorChain } from "../../../shared/evidence/chain-name.ts";
import { beforeTheFirst, canonicalJson } from "../../../shared/evidence/entry.ts";
import { sha256 } from "../../../shared/evidence/hashes.ts";
import type { SealedHead } from "../../../shared/evidence/seal.ts";
import type { Table } from "../../../shared/table.ts";

/** A key pair in memory that signs as KMS does. */
export type MemoryKey = SealKey & { spki: Buffer; signed: string[] };

export function memoryKey(): MemoryKey {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = publicKey.export({ format: "der", type: "spki" });
  const signed: string[] = [];
  return {
    spki,
    signed,
    publicKey: async () => spki,
    async sign(body) {
      signed.push(body);
      return sign("sha256", Buffer.from(body), privateKey).toString("base64");
    },
  };
}

/** A bucket in memory: the text of each seal's object, by its number. */
export type MemoryBucket = SealBucket & { objects: Map<number, string> };

export function memoryBucket(): MemoryBucket {
  const objects = new Map<number, string>();
  return {
    objects,
    async put(number, text) {
      if (objects.has(number)) return "taken";
      objects.set(number, text);
      return "stored";
    },
    async read(number) {
      const text = objects.get(number);
      if (text === undefined) throw new Error(`nobody has stored seal ${number}`);
      return text;
    },
  };
}

let changes = 0;

/** Adds as many entries to a chain. */
export async function growChain(table: Table, chain: ChainName, entries = 1): Promise<void> {
  const now = () => new Date("2026-11-22T10:00:00.000Z");
  const added = Array.from({ length: entries }, () => {
    changes += 1;
    const item = `item ${changes}`;
    return { chain, kind: "request", reference: "DSR-1", item, revision: 1, change: "created" as const };
  });
  await chainWriter({ table, now })({ chain, changes: added, since: now(), seal: undefined });
}

/** Heads, one for each chain, of as many chains as may be. */
export const anyHeads: fc.Arbitrary<SealedHead[]> = fc.uniqueArray(
  fc.record({
    chain: fc.oneof(fc.constant(processorChain), fc.stringMatching(/^[a-z0-9-]{3,12}$/).map(chainOf)),
    sequence: fc.integer({ min: 1, max: 1e9 }),
    hash: fc.string().map(sha256),
    root: fc.string().map(sha256),
  }),
  { selector: ({ chain }) => chain, maxLength: 40 },
);

/** A first seal over these heads, signed. */
export async function sealed(
  heads: readonly SealedHead[],
  key: MemoryKey,
  place: Partial<SealPlace> = {},
): Promise<Sealed> {
  const first = { number: 1, previous: beforeTheFirst, at: "2026-11-22T11:00:00.000Z" };
  const { seal, heads: ordered } = sealOver(heads, { ...first, ...place }, key.spki);
  const body = canonicalJson(seal);
  const signature = await key.sign(body);
  return { seal, object: { seal: body, signature, publicKey: key.spki.toString("base64"), heads: ordered } };
}
