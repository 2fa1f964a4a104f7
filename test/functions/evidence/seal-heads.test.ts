import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { ForeignSeal } from "../../../functions/evidence/seal-found.ts";
import { type SealDependencies, sealHeads } from "../../../functions/evidence/seal-heads.ts";
import { chainsPartition, headOf, numberKey, sealedHeadsPartition } from "../../../shared/evidence/block.ts";
import { type ChainName, chainOf, processorChain } from "../../../shared/evidence/chain-name.ts";
import { lastBlock } from "../../../shared/evidence/chain-reader.ts";
import { beforeTheFirst } from "../../../shared/evidence/entry.ts";
import {
  fingerprint,
  hashSeal,
  openSeal,
  sealedHeadProof,
  sealSchema,
} from "../../../shared/evidence/seal.ts";
import { sealObject } from "../../../shared/evidence/seal-object.ts";
import { inParallel } from "../../../shared/parallel.ts";
import { readPartition } from "../../../shared/query.ts";
import type { Table } from "../../../shared/table.ts";
import { freshEvidenceTable } from "../../support/dynamodb.ts";
import { interceptedTable } from "../../support/intercept.ts";
import { size } from "../../support/size.ts";
import { growChain, type MemoryBucket, memoryBucket, memoryKey } from "./seal-world.ts";

const bakker = chainOf("bakker");
const slager = chainOf("slager");
const all: ChainName[] = [processorChain, bakker, slager];
const now = () => new Date("2026-11-22T11:00:00.000Z");

type World = SealDependencies & { bucket: MemoryBucket; key: ReturnType<typeof memoryKey> };

/** A table in which these chains have an entry each, and nothing is sealed. */
async function scene(...chains: ChainName[]): Promise<World> {
  const table = await freshEvidenceTable();
  await inParallel(chains, 8, (chain) => growChain(table, chain));
  return { table, key: memoryKey(), bucket: memoryBucket(), now };
}

/** What a chain's controller can be shown: each of its sealed heads, by the number of its seal. */
async function sealedHeadsOf({ table, key }: Pick<World, "table" | "key">, chain: string) {
  const items = await readPartition(table, sealedHeadsPartition(chain));
  return items.map(({ pk: _, sk, v: _v, kind, number, ...proof }) => {
    expect({ sk, kind }).toEqual({ sk: numberKey(Number(number)), kind: "sealed-head" });
    const told = sealedHeadProof.parse(proof);
    expect(openSeal(told, key.spki)).toMatchObject({ number });
    return { number, chain: told.head.chain, sequence: told.head.sequence };
  });
}

/** Checks the seals of the table against those of the bucket, that none is missing, and that each follows the one before. */
async function checkSeals({ table, key, bucket }: World): Promise<number> {
  const items = await readPartition(table, "seals");
  expect(items).toHaveLength(bucket.objects.size);
  let previous = beforeTheFirst;
  for (const [index, item] of items.entries()) {
    const number = index + 1;
    const object = sealObject.parse(JSON.parse(bucket.objects.get(number) ?? ""));
    const { seal, signature, heads, publicKey } = object;
    expect(openSeal({ seal, signature }, Buffer.from(publicKey, "base64"))).toMatchObject({
      number,
      previous,
      size: heads.length,
    });
    const { at } = sealSchema.parse(JSON.parse(seal));
    previous = hashSeal(object);
    expect(item).toEqual({
      pk: "seals",
      sk: numberKey(number),
      v: 1,
      kind: "evidence-seal",
      number,
      at,
      hash: previous,
      publicKey: key.spki.toString("base64"),
      key: fingerprint(key.spki),
      seal,
      signature,
    });
    for (const head of heads) {
      const shown = await sealedHeadsOf({ table, key }, head.chain);
      expect(shown.findLast((one) => Number(one.number) <= number)?.sequence).toBe(head.sequence);
    }
  }
  return items.length;
}

describe("sealing", () => {
  test("locks the head of every chain in one object, signed", async () => {
    const world = await scene(processorChain, bakker);
    await growChain(world.table, bakker, 3);
    const seal = await sealHeads(world);
    expect(seal).toMatchObject({
      number: 1,
      previous: beforeTheFirst,
      at: "2026-11-22T11:00:00.000Z",
      size: 2,
    });
    const sealed = sealObject.parse(JSON.parse(world.bucket.objects.get(1) ?? ""));
    const heads = sealed.heads.toSorted((a, b) => a.chain.localeCompare(b.chain));
    // In the order of their hashes, which is any.
    expect(new Map(heads.map(({ chain, sequence }) => [chain, sequence]))).toEqual(
      new Map([
        [bakker, 4],
        [processorChain, 1],
      ]),
    );
    const block = await lastBlock(world.table, bakker);
    expect(heads.find(({ chain }) => chain === bakker)).toMatchObject(block ? headOf(block) : {});
    expect(await checkSeals(world)).toBe(1);
  });

  test("is done where nothing has been recorded yet, too, and leaves out a chain that has only its name", async () => {
    const world = await scene();
    const Item = marshall({ pk: chainsPartition, sk: bakker, v: 1, kind: "evidence-chain" });
    await world.table.client.send(new PutItemCommand({ TableName: world.table.name, Item }));
    expect(await sealHeads(world)).toMatchObject({ number: 1, size: 0 });
    expect(await checkSeals(world)).toBe(1);
  });

  test("shows a chain its head again only where it has another", async () => {
    const world = await scene(bakker, slager);
    await sealHeads(world);
    await growChain(world.table, bakker);
    await sealHeads(world);
    await sealHeads(world);
    expect(await sealedHeadsOf(world, bakker)).toEqual([
      { number: 1, chain: bakker, sequence: 1 },
      { number: 2, chain: bakker, sequence: 2 },
    ]);
    expect(await sealedHeadsOf(world, slager)).toEqual([{ number: 1, chain: slager, sequence: 1 }]);
    expect(await checkSeals(world)).toBe(3);
  });

  // G7
  test("gives no seal an earlier time than the one before, though the clock runs backwards", async () => {
    const world = await scene(bakker);
    await sealHeads(world);
    const seal = await sealHeads({ ...world, now: () => new Date("2026-11-22T10:59:00.000Z") });
    expect(seal).toMatchObject({ number: 2, at: "2026-11-22T11:00:00.000Z" });
  });

  test("takes as many chains as there are", async () => {
    const chains = Array.from({ length: size(20, 500) }, (_, n) => chainOf(`controller-${n}`));
    const world = await scene(...chains);
    expect(await sealHeads(world)).toMatchObject({ size: chains.length });
    expect(await sealedHeadsOf(world, chainOf("controller-7"))).toHaveLength(1);
  }, 120_000);
});

/** The table, whose n-th put is the last that it takes, or comes to nothing; reading goes on. */
function endingAt(table: Table, put: number, when: "before" | "after"): Table {
  let puts = 0;
  return interceptedTable(table, async ({ name }, proceed) => {
    if (name !== "PutItem") return proceed();
    puts += 1;
    if (puts > put || (puts === put && when === "before")) throw new Error("killed");
    const answer = await proceed();
    if (puts >= put) throw new Error("killed");
    return answer;
  });
}

describe("a run that was killed", () => {
  // G4
  test.each([
    ["after the object was locked", 1, "before"],
    ["after the first of the heads", 1, "after"],
    ["after some of the heads", 2, "after"],
    ["before the seal itself was stored", 4, "before"],
    ["after that, without anybody knowing", 4, "after"],
  ] as const)("%s is completed by the next, which leaves no hole", async (_, put, when) => {
    const world = await scene(...all);
    await sealHeads(world);
    for (const chain of all) await growChain(world.table, chain);
    await expect(sealHeads({ ...world, table: endingAt(world.table, put, when) })).rejects.toThrow("killed");
    expect(world.bucket.objects.size).toBe(2);
    await growChain(world.table, slager);
    expect(await sealHeads(world)).toMatchObject({ number: 3 });
    expect(await checkSeals(world)).toBe(3);
    expect(await sealedHeadsOf(world, slager)).toMatchObject([
      { number: 1, sequence: 1 },
      { number: 2, sequence: 2 },
      { number: 3, sequence: 3 },
    ]);
  });

  test("before the object was locked has left nothing", async () => {
    const world = await scene(bakker);
    const sign = async () => {
      throw new Error("killed");
    };
    await expect(sealHeads({ ...world, key: { ...world.key, sign } })).rejects.toThrow("killed");
    expect(await sealHeads(world)).toMatchObject({ number: 1 });
    expect(await checkSeals(world)).toBe(1);
  });
});

describe("two runs at once", () => {
  // G4
  test("make one seal after the other", async () => {
    const world = await scene(bakker, slager);
    const seals = await Promise.all([sealHeads(world), sealHeads(world), sealHeads(world)]);
    expect(seals.map(({ number }) => number).toSorted()).toEqual([1, 2, 3]);
    expect(await checkSeals(world)).toBe(3);
  });

  test("may both store the same seal, also when the next one is there already", async () => {
    const world = await scene(bakker);
    await sealHeads(world);
    await growChain(world.table, bakker);
    let isStopped = true;
    const resumed = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<void>();
    const slow = interceptedTable(world.table, async ({ name }, proceed) => {
      if (name === "PutItem" && isStopped) {
        isStopped = false;
        stopped.resolve();
        await resumed.promise;
      }
      return proceed();
    });
    const slower = sealHeads({ ...world, table: slow });
    await stopped.promise;
    await growChain(world.table, bakker);
    expect(await sealHeads(world)).toMatchObject({ number: 3 });
    const before = await readPartition(world.table, sealedHeadsPartition(bakker));
    resumed.resolve();
    expect(await slower).toMatchObject({ number: 2 });
    expect(await readPartition(world.table, sealedHeadsPartition(bakker))).toEqual(before);
    expect(await checkSeals(world)).toBe(3);
  });

  test("that S3 cannot tell apart try again, with heads that are no older", async () => {
    const world = await scene(bakker);
    const put: MemoryBucket["put"] = async (number, text) => {
      if (world.key.signed.length > 1) return world.bucket.put(number, text);
      await growChain(world.table, bakker);
      return "contested";
    };
    expect(await sealHeads({ ...world, bucket: { ...world.bucket, put } })).toMatchObject({ number: 1 });
    expect(await sealedHeadsOf(world, bakker)).toMatchObject([{ sequence: 2 }]);
  });

  test("end when others come first again and again", async () => {
    const world = await scene();
    const put = async () => "contested" as const;
    await expect(sealHeads({ ...world, bucket: { ...world.bucket, put } })).rejects.toThrow(
      "50 times in a row another seal was there first",
    );
  });
});

// G3
test("what is none of our seals stays in the way until a person has looked, and nothing of it is stored", async () => {
  const world = await scene(bakker);
  await sealHeads(world);
  const foreign = await scene(bakker);
  await sealHeads(foreign);
  await sealHeads(foreign);
  world.bucket.objects.set(2, foreign.bucket.objects.get(2) ?? "");
  const before = await readPartition(world.table, "seals");
  for (const _ of ["one run", "the next"])
    await expect(sealHeads(world)).rejects.toThrow(new ForeignSeal(2, "the signature is not this key's"));
  expect(await readPartition(world.table, "seals")).toEqual(before);
  expect(await sealedHeadsOf(world, bakker)).toHaveLength(1);
});
