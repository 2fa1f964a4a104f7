import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { numberKey, sealedHeadsPartition, sealMark, sealsPartition } from "../../shared/evidence/block.ts";
import { hashSeal, headLeaf, sealedHead, signedSeal } from "../../shared/evidence/seal.ts";
import { inParallel } from "../../shared/parallel.ts";
import { lastItem } from "../../shared/query.ts";
import { type Table, tableKeys } from "../../shared/table.ts";
import type { Sealed } from "./seal-found.ts";
import { provedHeads } from "./seal-tree.ts";

const sealItem = z.object({
  v: z.literal(1),
  kind: z.literal("evidence-seal"),
  ...sealMark.shape,
  at: z.iso.datetime(),
  ...signedSeal.shape,
});

/** A seal as it stands in the evidence table. */
export type SealItem = z.infer<typeof sealItem>;

/** How many chains are worked on at once. */
const atOnce = 16;

/** The seal that the next one follows; undefined before the first. */
export async function lastSeal(table: Table): Promise<SealItem | undefined> {
  const item = await lastItem(table, sealsPartition);
  return item && sealItem.parse(item);
}

/**
 * Stores a seal, and each head under it that is not the one last sealed of its chain, with its proof. The seal comes last:
 * where the table has a seal, it has all of its heads. To store the same seal again, or two at once, changes nothing.
 */
export async function storeSeal(table: Table, { seal, object }: Sealed): Promise<void> {
  const { v, number, at, key } = seal;
  await inParallel(provedHeads(object), atOnce, async ({ head, proof }) => {
    const partition = sealedHeadsPartition(head.chain);
    // Not the last of all: beside a slower run there may be a later seal already.
    const before = await lastItem(table, partition, numberKey(number));
    if (before && headLeaf(sealedHead.parse(before.head)) === headLeaf(head)) return;
    await put(table, partition, { v, kind: "sealed-head", number, ...proof() });
  });
  const item: SealItem = {
    v,
    kind: "evidence-seal",
    number,
    at,
    hash: hashSeal(object),
    key,
    publicKey: object.publicKey,
    seal: object.seal,
    signature: object.signature,
  };
  await put(table, sealsPartition, item);
}

async function put(table: Table, partition: string, item: Record<string, unknown> & { number: number }) {
  const key = { [tableKeys.partition]: partition, [tableKeys.sort]: numberKey(item.number) };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: marshall({ ...key, ...item }) }));
}
