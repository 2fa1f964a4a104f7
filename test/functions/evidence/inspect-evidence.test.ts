import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { beforeAll, describe, expect, test } from "vitest";
import { numberKey } from "../../../shared/evidence/block.ts";
import { digestOf } from "../../../shared/evidence/item-digest.ts";
import { fingerprint } from "../../../shared/evidence/seal.ts";
import { readPartition } from "../../../shared/query.ts";
import { referencePrefixes } from "../../../shared/reference.ts";
import { aCase, aDelivery, type EvidenceWorld, evidenceWorld } from "../../support/evidence-world.ts";

const reference = "DSR-7K3M-9QXT-2W5R";
const chain = "controllers/voorbeeld-bv";
const closes = [{ reference, item: "case", from: 2, to: 3 }];

let world: EvidenceWorld;

const get = async (target: string) => (await world.call("GET", `/evidence/${target}`)).body;
const blocksOf = (name: string, after = 0) =>
  get(`blocks?${new URLSearchParams({ chain: name, after: String(after) })}`);

describe("what operators see of chains", () => {
  test("is their names, and from the first seal on the key of the seals", async () => {
    world = await evidenceWorld();
    await world.put(aCase(reference));
    await world.put({ pk: "DSR-1111-1111-1111", sk: "case", v: 1, kind: "request" });
    expect(await get("chains")).toEqual({ chains: [chain, "processor"], at: expect.any(String) });
    const { key } = await world.seal();
    expect(fingerprint(Buffer.from((await get("chains")).publicKey, "base64"))).toBe(key);
  });

  test("is their blocks, in order, after any of them", async () => {
    world = await evidenceWorld();
    await world.put(aCase(reference));
    await world.touch(aCase(reference));
    const { blocks, more } = await blocksOf(chain);
    expect({ numbers: blocks.map(({ number }: { number: number }) => number), more }).toEqual({
      numbers: [1, 2],
      more: false,
    });
    expect(blocks[0]).not.toHaveProperty("pk");
    expect((await blocksOf(chain, 1)).blocks).toEqual(blocks.slice(1));
    for (const name of ["controllers/nobody", "controllers/No body"])
      expect(await blocksOf(name)).toMatchObject({ blocks: [], more: false });
  });

  test("comes in answers that Lambda can give, however long the chain is", async () => {
    world = await evidenceWorld();
    const line = `{"text":"${"x".repeat(30)}"}\n`;
    const lines = line.repeat(6_000);
    for (let number = 1; number <= 14; number++) await putBlock(number, lines);
    const numbers: number[] = [];
    for (let after = 0, more = true, answers = 0; more; answers++) {
      const { text, body } = await world.call("GET", `/evidence/blocks?chain=${chain}&after=${after}`);
      // The answer as the function hands it over, in which the body is a text.
      expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(6_000_000);
      numbers.push(...body.blocks.map(({ number }: { number: number }) => number));
      [after, more] = [numbers.at(-1) ?? 0, body.more];
      expect(answers).toBeLessThan(2);
    }
    expect(numbers).toEqual(Array.from({ length: 14 }, (_, i) => i + 1));
  });
});

async function putBlock(number: number, lines: string): Promise<void> {
  const block = { v: 1, kind: "evidence-block", chain, number, first: number, count: 1, lines };
  const at = new Date().toISOString();
  const Item = marshall({ pk: chain, sk: numberKey(number), ...block, at, hash: "0".repeat(64), peaks: [] });
  await world.evidence.client.send(new PutItemCommand({ TableName: world.evidence.name, Item }));
}

const dropBlock = (name: string, number: number) =>
  world.evidence.client.send(
    new DeleteItemCommand({
      TableName: world.evidence.name,
      Key: marshall({ pk: name, sk: numberKey(number) }),
    }),
  );

describe("what operators see of the items", () => {
  // G8
  test("is what their entries say of them, and no more", async () => {
    world = await evidenceWorld();
    await world.put(aCase(reference));
    const { text, body } = await world.call("GET", "/evidence/items");
    const stored = await world.read(aCase(reference));
    expect(body.items).toEqual([
      {
        chains: [chain],
        kind: "request",
        reference,
        item: "case",
        revision: 1,
        digest: stored && digestOf(stored),
        writtenAt: stored?.writtenAt,
      },
    ]);
    expect(text).not.toContain("Noor de Vries");
  });

  test("comes page by page, without what is no part of any case", async () => {
    world = await evidenceWorld();
    const padding = "x".repeat(350_000);
    for (const n of [1, 2, 3, 4])
      await world.put({ pk: `DSR-${n}`, sk: "case", padding }, { recorded: false });
    await world.put({ pk: "caps", sk: "1", padding }, { recorded: false });
    await world.put({ pk: "buckets", sk: "1" }, { recorded: false });
    const seen: string[] = [];
    let answers = 0;
    for (let cursor: string | undefined = ""; cursor !== undefined; answers++) {
      const page = await get(`items${cursor && `?cursor=${cursor}`}`);
      seen.push(...page.items.map((item: { reference: string }) => item.reference));
      cursor = page.cursor;
    }
    expect(seen.sort()).toEqual(["DSR-1", "DSR-2", "DSR-3", "DSR-4"]);
    expect(answers).toBeGreaterThan(1);
  });
});

describe("what operators see of seals", () => {
  test("is each as it is locked, and each head of a chain that is sealed", async () => {
    world = await evidenceWorld();
    await world.put(aCase(reference));
    const first = await world.seal();
    await world.seal();
    await world.touch(aCase(reference));
    await world.seal();
    const { seals, more } = await get("seals");
    expect({ seals: seals.map(({ number }: { number: number }) => number), more }).toEqual({
      seals: [1, 2, 3],
      more: false,
    });
    expect(JSON.parse(seals[0].signed.seal)).toEqual(first);
    expect((await get("seals?after=2")).seals).toEqual(seals.slice(2));
    const { heads } = await get(`seals?chain=${chain}`);
    expect(heads).toMatchObject([
      { number: 1, head: { chain, sequence: 1 } },
      { number: 3, head: { chain, sequence: 2 } },
    ]);
    expect((await get(`seals?chain=${chain}&after=1`)).heads).toEqual(heads.slice(1));
  });

  test("is under each what is not the same as under the one before it on the page", async () => {
    world = await evidenceWorld();
    await world.put(aCase(reference));
    await world.put(aCase("DSR-1111-1111-1111", "example-ltd"));
    await world.seal();
    await world.touch(aCase(reference));
    await world.seal();
    await dropBlock("controllers/example-ltd", 1);
    await world.seal();
    const { seals } = await get("seals");
    expect(seals).toMatchObject([
      { heads: expect.arrayContaining([expect.objectContaining({ chain, sequence: 1 })]), gone: [] },
      { heads: [{ chain, sequence: 2 }], gone: [] },
      { heads: [], gone: ["controllers/example-ltd"] },
    ]);
    expect(seals[0].heads).toHaveLength(2);
    expect((await get("seals?after=2")).seals).toMatchObject([{ heads: [{ chain, sequence: 2 }], gone: [] }]);
  });

  test("comes in answers that Lambda can give, however many chains there are", async () => {
    world = await evidenceWorld();
    const hash = "a".repeat(64);
    const heads = (sequence: number) =>
      Array.from({ length: 3_000 }, (_, i) => ({ chain: `controllers/c-${i}`, sequence, hash, root: hash }));
    const object = { seal: "{}", signature: "AAAA", publicKey: "AAAA" };
    for (let n = 1; n <= 5; n++) world.bucket.objects.set(n, JSON.stringify({ ...object, heads: heads(n) }));
    const numbers: number[] = [];
    for (let more = true, answers = 0; more; answers++) {
      const { text, body } = await world.call("GET", `/evidence/seals?after=${numbers.length}`);
      expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(6_000_000);
      numbers.push(...body.seals.map(({ number }: { number: number }) => number));
      more = body.more;
      expect(answers).toBeLessThan(3);
    }
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
  });

  test("is the newest that is locked, whole, whatever the table knows", async () => {
    world = await evidenceWorld();
    expect(await get("seals/latest")).toEqual({ at: expect.any(String) });
    await world.put(aCase(reference));
    await world.seal();
    await world.seal();
    const stored = await world.lastSeal();
    expect(await get("seals/latest")).toMatchObject({
      locked: { number: 2, object: { heads: [{ chain, sequence: 1 }] } },
      stored: { number: 2, hash: stored?.hash },
    });
    world.bucket.objects.set(3, world.bucket.objects.get(2) ?? "");
    expect(await get("seals/latest")).toMatchObject({ locked: { number: 3 }, stored: { number: 2 } });
    world.bucket.objects.delete(3);
    world.bucket.objects.delete(2);
    expect(await get("seals/latest")).toMatchObject({ locked: { number: 1 }, stored: { number: 2 } });
  });

  test("is that there is none where something else is locked", async () => {
    world = await evidenceWorld();
    world.bucket.objects.set(1, '{"seal":1}');
    expect((await get("seals")).seals).toEqual([{ number: 1 }]);
    expect((await get("seals/latest")).locked).toEqual({ number: 1 });
  });
});

describe("what operators see of a case", () => {
  // G8
  test("is the mails to the controller whole, and of all else the digests", async () => {
    world = await evidenceWorld();
    await world.put(aCase(reference));
    await world.put(aDelivery(reference));
    await world.put(aDelivery(reference, "ack", { type: "acknowledgement", to: "noor@example.org" }));
    await world.put(
      aDelivery(reference, "other", { controllerId: "example-ltd", to: "x@example-ltd.example" }),
    );
    const { items } = await get(`cases/${reference.toLowerCase()}?controller=voorbeeld-bv`);
    expect(
      items.map(({ item, canonical }: Record<string, string>) => [item, canonical !== undefined]),
    ).toEqual([
      ["case", false],
      ["delivery#ack", false],
      ["delivery#other", false],
      ["delivery#request", true],
    ]);
    const [{ canonical, salt, digest }] = items.slice(-1);
    expect(digestOf({ ...JSON.parse(canonical), salt: Buffer.from(salt, "base64") })).toBe(digest);
    expect(JSON.stringify((await get(`cases/${reference}`)).items)).not.toMatch(/canonical|salt|@/);
    const { digest: _, ...ofControllers } = referencePrefixes;
    for (const prefix of Object.values(ofControllers)) {
      expect((await get(`cases/${prefix}-0000-0000-0000`)).items).toEqual([]);
    }
  });
});

describe("declaring changes missing", () => {
  // G5
  test("stores who says so of what and why, as an item that is recorded as every other", async () => {
    world = await evidenceWorld();
    const { status } = await world.call("POST", "/evidence/gaps", {
      chain,
      closes,
      because: "It stood still.",
    });
    const [item, ...others] = await readPartition(world.table, "evidence");
    expect({ status, others }).toEqual({ status: 201, others: [] });
    expect(item).toMatchObject({
      kind: "evidence-gap",
      chain,
      closes,
      because: "It stood still.",
      by: "arn:aws:sts::123456789012:assumed-role/operator/noor",
      revision: 1,
      salt: expect.any(Uint8Array),
    });
    const days = (Number(item?.expiresAt) - Date.now() / 1_000) / 86_400;
    expect(Math.round(days)).toBe(7);
  });
});

describe("a wrong call", () => {
  beforeAll(async () => {
    world = await evidenceWorld();
  });

  test.each([
    ["/chain", "blocks?after=1"],
    ["/chain", "blocks?chain=controllers"],
    ["/chain", "blocks?chain=chains"],
    ["/after", "blocks?chain=processor&after=-1"],
    ["/after", "seals?after=x"],
    ["/chain", "seals?chain=seals"],
    ["/cursor", "items?cursor=x"],
    ["/cursor", `items?cursor=${Buffer.from('["pk"]').toString("base64url")}`],
    ["/controller", `cases/${reference}?controller=X`],
  ])("is told what is wrong with %s in %s", async (pointer, target) => {
    const { status, body } = await world.call("GET", `/evidence/${target}`);
    expect({ status, errors: body.errors }).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  test.each(["DIG-7K3M-9QXT-2W5R", "controllers", "DSR-1"])(
    "finds nothing under what is no reference: %s",
    async (no) => {
      expect(await world.call("GET", `/evidence/cases/${no}`)).toMatchObject({ status: 404 });
    },
  );

  test.each([
    ["/chain", { chain: "controllers/X" }],
    ["/closes", { closes: [] }],
    ["/closes", { closes: Array.from({ length: 101 }, () => closes[0]) }],
    ["/closes/0", { closes: [{ ...closes[0], to: 1 }] }],
    ["/closes/0/from", { closes: [{ ...closes[0], from: 0 }] }],
    ["/because", { because: " " }],
    ["/by", { by: "somebody else" }],
  ])("stores nothing where %s is wrong", async (pointer, changes) => {
    const body = { chain, closes, because: "It stood still.", ...changes };
    const answer = await world.call("POST", "/evidence/gaps", body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(await readPartition(world.table, "evidence")).toEqual([]);
  });
});
