import { PassThrough } from "node:stream";
import { text as streamText } from "node:stream/consumers";
import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, test } from "vitest";
import { closableIn } from "../../../../infra/cli/evidence/close-gaps.ts";
import { evidenceClient } from "../../../../infra/cli/evidence/evidence-client.ts";
import { exportLive } from "../../../../infra/cli/evidence/export-live.ts";
import { type Asked, UnknownChain, verifyLive } from "../../../../infra/cli/evidence/verify-live.ts";
import { numberKey } from "../../../../shared/evidence/block.ts";
import { lastBlock } from "../../../../shared/evidence/chain-reader.ts";
import type { MissingChanges } from "../../../../shared/evidence/entry.ts";
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

/** What an operator declares missing, as it is stored. */
const aGap = (closes: readonly MissingChanges[]) => ({
  ...{ pk: "evidence", sk: "gap#1", v: 1, kind: "evidence-gap", chain, closes, because: "It stood still." },
  ...{ by: "noor", at: new Date().toISOString(), expiresAt: 1 },
});

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
    await world.put(aGap(closes));
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

  test("do not hide an item that is gone", async () => {
    const world = await aHistory();
    await world.put(aDelivery(reference, "lost"), { recorded: false });
    await world.touch(aDelivery(reference, "lost"));
    await world.remove(aDelivery(reference), { recorded: false });
    const closes = [{ reference, item: "delivery#lost", from: 1, to: 1 }];
    await world.put(aGap(closes));
    const gone = { code: "gap", chain, sequence: 3, reference, item: "delivery#request", from: 2 };
    expect(await findingsOf(world)).toEqual([gone]);
  });

  test("are none where they are dated ahead and their chain tells of them a moment later", async () => {
    const world = await aHistory();
    const record = await world.touch(aCase(reference), { recorded: false });
    const second = await world.put(aDelivery(reference, "second"), { recorded: false });
    world.wait(-240_000);
    let looks = 0;
    const meanwhile = async () => {
      looks += 1;
      if (looks === 1) await record();
      if (looks === 3) await second();
    };
    expect(await verify(world, { chain }, meanwhile)).toMatchObject({ ok: true, pending: 0 });
    expect(looks).toBe(3);
    await world.touch(aCase(reference), { recorded: false });
    expect(await findingsOf(world)).toMatchObject([{ code: "gap", item: "case", from: 5 }]);
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
  expect(JSON.stringify(findings)).not.toContain("Noor de ");
});

// G1
test("an item without a salt was written past the records, whatever its chain tells of it", async () => {
  const world = await aHistory();
  const unstamped = { client: dynamoDbClient(), name: world.table.name };
  const { salt: _, ...item } = (await world.read(aCase(reference))) ?? {};
  await put(unstamped, item);
  await put(unstamped, aDelivery(reference, "second"));
  const found = await findingsOf(world, { chain });
  const edited = { code: "edited", chain, reference };
  expect(found).toHaveLength(2);
  expect(found).toContainEqual({ ...edited, item: "case" });
  expect(found).toContainEqual({ ...edited, item: "delivery#second" });
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
  expect(found).toContainEqual({ code: "rewritten", chain, sequence: 3 });
  expect(found).toContainEqual({ code: "seal" });
});

// G3
test("a chain that was written anew and sealed again shows against every seal before", async () => {
  const world = await aHistory();
  for (const number of [1, 2, 3, 4]) await drop(world.evidence, chain, numberKey(number));
  for (const number of [1, 2]) await drop(world.evidence, `seals/${chain}`, numberKey(number));
  await growChain(world.evidence, chain, 5);
  await world.seal();
  const { findings, chains } = await verify(world, { chain });
  expect(chains).toMatchObject([{ chain, entries: 5, sealedUpTo: 5 }]);
  const [rewritten, ...more] = findings.list.filter(({ code }) => code === "rewritten" || code === "seal");
  expect(rewritten).toMatchObject({ code: "rewritten", chain, sequence: 3 });
  expect(rewritten?.message).toContain("the seal 1 of ");
  expect(more).toEqual([]);
});

// G2, G5
describe("a chain that is not there", () => {
  /** Takes a chain away as if there had never been one. */
  async function forget(world: EvidenceWorld, name = chain): Promise<void> {
    for (const { sk } of await readPartition(world.evidence, name)) await drop(world.evidence, name, sk);
    await drop(world.evidence, "chains", name);
  }

  test("is missed where a seal names it, also one that the newest follows", async () => {
    const world = await aHistory();
    await forget(world);
    await world.seal();
    const found = await findingsOf(world);
    expect(found).toContainEqual({ code: "cut", chain, sequence: 1 });
    expect(found).toContainEqual({ code: "gap", chain, reference, item: "case", from: 1, to: 3 });
  });

  test("is missed where an item names it, and can be begun with what is missing", async () => {
    const world = await evidenceWorld();
    await world.put(aCase(reference), { recorded: false });
    expect(await verify(world)).toMatchObject({ ok: true, pending: 1, chains: [{ entries: 0 }] });
    world.wait();
    const gap = { code: "gap", chain, reference, item: "case", from: 1, to: 1 };
    expect(await findingsOf(world)).toEqual([gap]);
    expect(await findingsOf(world, { chain })).toEqual([gap]);
    const { closes } = closableIn(await verify(world, { chain }));
    expect(closes).toEqual([{ reference, item: "case", from: 1, to: 1 }]);
    await world.put(aGap(closes));
    expect(await verify(world)).toMatchObject({ ok: true, declared: { count: 1 } });
  });

  test("is none that is not there where only its name is gone", async () => {
    const world = await aHistory();
    await drop(world.evidence, "chains", chain);
    expect(await verify(world)).toMatchObject({ ok: true, items: 4 });
    for (const number of [1, 2]) world.bucket.objects.delete(number);
    expect((await verify(world, { chain })).chains).toMatchObject([{ entries: 4 }]);
    const out = new PassThrough();
    const [text, { end }] = await Promise.all([
      streamText(out),
      exportLive(
        evidenceClient(operatorIn(world)),
        chain,
        () => out,
        () => {},
      ),
    ]);
    expect({ entries: end.entries, isWhole: text.includes('"sequence":4,') }).toEqual({
      entries: 4,
      isWhole: true,
    });
  });
});

test("a sealed head of the table that is not under the locked seal is named", async () => {
  const world = await aHistory();
  const [first, second] = await readPartition(world.evidence, `seals/${chain}`);
  for (const changed of [{ index: 7 }, { signature: second?.signature }, { seal: second?.seal }]) {
    await put(world.evidence, { ...first, ...changed });
    expect(await findingsOf(world)).toEqual([{ code: "seal", chain }]);
  }
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

  test("are not those of other heads than are locked with them", async () => {
    const world = await aHistory();
    const { heads, ...object } = JSON.parse(world.bucket.objects.get(1) ?? "");
    world.bucket.objects.set(1, JSON.stringify({ ...object, heads: heads.slice(1) }));
    expect(await wrongIn(world)).toEqual([
      "The heads that are locked with the seal 1 are not those that it seals.",
    ]);
  });

  test("are missed where the table knows none, and what is locked is none", async () => {
    const world = await evidenceWorld();
    world.bucket.objects.set(1, "{}");
    expect(await wrongIn(world)).toEqual(["Of the seal 1: what is locked in its place is none."]);
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
