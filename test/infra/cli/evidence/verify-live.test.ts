import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { evidenceClient } from "../../../../infra/cli/evidence/evidence-client.ts";
import { type Asked, UnknownChain, verifyLive } from "../../../../infra/cli/evidence/verify-live.ts";
import { numberKey } from "../../../../shared/evidence/block.ts";
import { lastBlock } from "../../../../shared/evidence/chain-reader.ts";
import { readPartition } from "../../../../shared/query.ts";
import type { Table } from "../../../../shared/table.ts";
import { growChain } from "../../../functions/evidence/seal-world.ts";
import { dynamoDbClient } from "../../../support/dynamodb.ts";
import {
  aCase,
  aDelivery,
  type EvidenceWorld,
  evidenceWorld,
  operatorIn,
} from "../../../support/evidence-world.ts";

const reference = "DSR-7K3M-9QXT-2W5R";
const chain = "controllers/voorbeeld-bv";
const other = aCase("DSR-1111-1111-1111", "example-ltd");

/** A case of three changes and a mail, another controller's, and what belongs to none; sealed, and long ago. */
async function aHistory(): Promise<EvidenceWorld> {
  const world = await evidenceWorld();
  await world.put(aCase(reference));
  await world.touch(aCase(reference));
  await world.put(aDelivery(reference));
  await world.put(other);
  await world.put({ pk: "reporters", sk: "abc", v: 1, kind: "reporter" });
  await world.seal();
  await world.touch(aCase(reference));
  await world.seal();
  world.wait();
  return world;
}

/** Waits for nothing; `meanwhile` happens when it would. */
function verify(world: EvidenceWorld, asked: Asked = {}, meanwhile: () => unknown = () => {}) {
  return verifyLive(evidenceClient(operatorIn(world)), asked, { pause: async () => meanwhile() });
}

/** What was found, in short. */
async function findingsOf(world: EvidenceWorld, asked?: Asked) {
  const { ok, findings } = await verify(world, asked);
  expect(ok).toBe(findings.count === 0);
  return findings.list.map(({ message: _, ...finding }) => finding);
}

const put = ({ client, name }: Table, item: Record<string, unknown>) =>
  client.send(new PutItemCommand({ TableName: name, Item: marshall(item, { removeUndefinedValues: true }) }));

const drop = ({ client, name }: Table, pk: string, sk: string) =>
  client.send(new DeleteItemCommand({ TableName: name, Key: marshall({ pk, sk }) }));

describe("evidence of which nothing is wrong", () => {
  test("is found so, chain by chain, with all that was compared", async () => {
    const world = await aHistory();
    const verdict = await verify(world);
    expect(verdict).toMatchObject({
      ok: true,
      seals: { count: 2 },
      chains: [
        { chain: "controllers/example-ltd", entries: 1, sealedUpTo: 1 },
        { chain, entries: 4, sealedUpTo: 4 },
        { chain: "processor", entries: 1, sealedUpTo: 1 },
      ],
      items: 4,
      pending: 0,
      findings: { count: 0 },
    });
    const head = verdict.chains[1]?.head ?? { sequence: 0, hash: "" };
    expect(await verify(world, { chain, kept: [head] })).toMatchObject({
      ok: true,
      chains: [{ chain }],
      items: 2,
    });
    expect(head).toMatchObject({ sequence: 4 });
  });

  test("is there before the first seal and the first entry, too", async () => {
    const world = await evidenceWorld();
    expect(await verify(world)).toMatchObject({ ok: true, chains: [], seals: { count: 0 } });
    await world.put(aCase(reference));
    expect(await verify(world)).toMatchObject({ ok: true, chains: [{ entries: 1, sealedUpTo: 0 }] });
  });

  test("is not asked of a controller that nobody knows", async () => {
    const world = await evidenceWorld();
    await expect(verify(world, { chain })).rejects.toThrow(UnknownChain);
  });
});

// G5
describe("changes that no entry tells of", () => {
  test("are a gap, named item by item, once they are older than a minute", async () => {
    const world = await aHistory();
    await world.touch(aCase(reference), { recorded: false });
    await world.touch(aCase(reference), { recorded: false });
    await world.put(aDelivery(reference, "second"), { recorded: false });
    expect(await verify(world)).toMatchObject({ ok: false, pending: 0 });
    world.wait(-120_000);
    expect(await verify(world)).toMatchObject({ ok: true, pending: 2 });
    world.wait();
    const gap = { code: "gap", chain, reference };
    const missing = [
      { ...gap, item: "case", from: 4, to: 5 },
      { ...gap, item: "delivery#second", from: 1, to: 1 },
    ];
    const found = await findingsOf(world, { chain });
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining(missing));
  });

  test("are told of and no failure once an entry declares them missing", async () => {
    const world = await aHistory();
    await world.touch(aCase(reference), { recorded: false });
    await world.remove(aDelivery(reference), { recorded: false });
    const closes = [
      { reference, item: "case", from: 4, to: 4 },
      { reference, item: "delivery#request", from: 2 },
    ];
    await world.put({
      ...{
        pk: "evidence",
        sk: "gap#1",
        v: 1,
        kind: "evidence-gap",
        chain,
        closes,
        because: "It stood still.",
      },
      ...{ by: "noor", at: new Date().toISOString(), expiresAt: 1 },
    });
    world.wait();
    const { ok, declared } = await verify(world, {}, () => expect.unreachable("nothing is waited for"));
    expect(ok).toBe(true);
    expect(declared.list).toMatchObject(closes);
  });

  test("are found where an item is gone, unless its chain tells so a moment later", async () => {
    const world = await aHistory();
    const record = await world.remove(aDelivery(reference), { recorded: false });
    const gone = { code: "gap", chain, sequence: 3, reference, item: "delivery#request", from: 2 };
    expect(await findingsOf(world)).toEqual([gone]);
    expect(await verify(world, {}, record)).toMatchObject({ ok: true });
  });

  test("show where an item was put back as it had been", async () => {
    const world = await aHistory();
    const before = await world.read(aCase(reference));
    await world.touch(aCase(reference));
    await put({ client: dynamoDbClient(), name: world.table.name }, before ?? {});
    expect(await findingsOf(world)).toEqual([{ code: "gap", chain, reference, item: "case", from: 5 }]);
  });
});

// G1
test("an item that somebody changed past the records is not what its entry says", async () => {
  const world = await aHistory();
  const item = await world.read(aCase(reference));
  await put({ client: dynamoDbClient(), name: world.table.name }, { ...item, secret: "Noor de Wit" });
  expect(await findingsOf(world)).toEqual([{ code: "edited", chain, reference, item: "case" }]);
  const { findings } = await verify(world);
  expect(JSON.stringify(findings)).not.toContain("Noor");
});

// G1
test("an entry that somebody edited is named, and its chain is not compared any further", async () => {
  const world = await aHistory();
  const [, second] = await readPartition(world.evidence, chain);
  await put(world.evidence, { ...second, lines: String(second?.lines).replace("changed", "joined") });
  const [edited, ...others] = await findingsOf(world);
  expect(edited).toMatchObject({ code: "edited", chain, sequence: 2 });
  expect(others.filter(({ code }) => code === "gap")).toEqual([]);
});

test("a block that does not say what its entries are is named", async () => {
  const world = await aHistory();
  const last = await lastBlock(world.evidence, chain);
  const key = { pk: chain, sk: numberKey(last?.number ?? 0) };
  await put(world.evidence, { ...key, ...last, peaks: [last?.hash] });
  expect(await findingsOf(world)).toMatchObject([{ code: "malformed", chain, sequence: 4 }]);
  await put(world.evidence, { ...key, ...last, count: 2 });
  expect(await findingsOf(world)).toMatchObject([{ code: "malformed", chain, sequence: 4 }]);
});

// G2
test("a cut tail shows against the locked seal, and against a head from a mail", async () => {
  const world = await aHistory();
  const { chains } = await verify(world, { chain });
  const kept = chains.map(({ head }) => head);
  await drop(world.evidence, chain, numberKey(4));
  const cut = { code: "cut", chain, sequence: 4 };
  expect(await findingsOf(world, { chain })).toContainEqual(cut);
  for (const pk of ["seals", `seals/${chain}`]) await drop(world.evidence, pk, numberKey(2));
  expect(await findingsOf(world, { chain })).toContainEqual(cut);
  for (const number of [1, 2, 3]) await drop(world.evidence, chain, numberKey(number));
  await drop(world.evidence, "chains", chain);
  expect(await findingsOf(world)).toContainEqual({ ...cut, sequence: 1 });
  world.bucket.objects.clear();
  expect(await findingsOf(world, { chain, kept })).toContainEqual({ ...cut, sequence: 1 });
});

// G3
test("a chain that was written anew shows against the seals, even where the table's were, too", async () => {
  const world = await aHistory();
  for (const number of [1, 2, 3, 4]) await drop(world.evidence, chain, numberKey(number));
  await growChain(world.evidence, chain, 5);
  expect(await findingsOf(world, { chain })).toContainEqual({ code: "rewritten", chain, sequence: 3 });
  const locked = new Map(world.bucket.objects);
  for (const number of [1, 2]) {
    await drop(world.evidence, "seals", numberKey(number));
    await drop(world.evidence, `seals/${chain}`, numberKey(number));
  }
  world.bucket.objects.clear();
  await world.seal();
  await world.seal();
  for (const [number, text] of locked) world.bucket.objects.set(number, text);
  const found = await findingsOf(world, { chain });
  expect(found).toContainEqual({ code: "rewritten", chain, sequence: 4 });
  expect(found).toContainEqual({ code: "seal" });
});

describe("seals", () => {
  const wrongIn = async (world: EvidenceWorld) =>
    (await verify(world)).findings.list.map(({ message }) => message);

  test("are missed where one is gone, or something else stands in its place", async () => {
    const world = await aHistory();
    await world.seal();
    const second = world.bucket.objects.get(2) ?? "";
    world.bucket.objects.delete(2);
    expect(await wrongIn(world)).toContain(
      "The bucket that locks seals does not hold all of those from 2 to 2.",
    );
    world.bucket.objects.set(2, "{}");
    expect(await wrongIn(world)).toContain("Of the seal 2: what is locked in its place is none.");
    world.bucket.objects.set(2, world.bucket.objects.get(1) ?? "");
    expect(await wrongIn(world)).toContain("What is locked as the seal 2 is the seal 1.");
    const { signature, ...object } = JSON.parse(second);
    world.bucket.objects.set(
      2,
      JSON.stringify({ ...object, signature: JSON.parse(world.bucket.objects.get(1) ?? "").signature }),
    );
    expect(await wrongIn(world)).toContain("Of the seal 2: the signature is not this key's.");
    world.bucket.objects.set(2, second);
    expect(await wrongIn(world)).toEqual([]);
    expect(signature).toEqual(expect.any(String));
  });

  test("may be on their way from the bucket to the table, one at a time", async () => {
    const world = await aHistory();
    await world.seal();
    await drop(world.evidence, "seals", numberKey(3));
    expect(await wrongIn(world)).toEqual([]);
    await drop(world.evidence, "seals", numberKey(2));
    expect(await wrongIn(world)).toEqual([
      "The bucket locks the seals up to 3, and the table ends with 1: its seals were cut.",
    ]);
    world.bucket.objects.clear();
    expect(await wrongIn(world)).toContain(
      "The table knows the seal 1, and the bucket that locks seals ends with 0.",
    );
  });
});
