import { beforeAll, describe, expect, test } from "vitest";
import { buildProof } from "../../../../infra/cli/evidence/build-proof.ts";
import { checkProof } from "../../../../infra/cli/evidence/check-proof.ts";
import { evidenceClient } from "../../../../infra/cli/evidence/evidence-client.ts";
import type { ProofBundle } from "../../../../infra/cli/evidence/proof-bundle.ts";
import { proofText } from "../../../../infra/cli/evidence/proof-text.ts";
import { provenCase } from "../../../../infra/cli/evidence/proven-case.ts";
import { canonicalJson } from "../../../../shared/evidence/entry.ts";
import {
  aCase,
  aDelivery,
  type EvidenceWorld,
  evidenceWorld,
  operatorIn,
} from "../../../support/evidence-world.ts";

const reference = "DSR-7K3M-9QXT-2W5R";

async function proofOf(world: EvidenceWorld, controller?: string): Promise<ProofBundle> {
  const client = evidenceClient(operatorIn(world));
  return buildProof(client, await provenCase(client, reference, controller), () => {});
}

/** A case with a mail among others' changes: two entries under a seal, and one that is not. */
async function aProvableCase(): Promise<EvidenceWorld> {
  const world = await evidenceWorld();
  const others = ["DSR-1111-1111-1111", "DSR-2222-2222-2222", "DSR-3333-3333-3333"];
  await world.put(aCase(others[0] ?? ""));
  await world.put(aCase(reference));
  await world.put(aCase(others[1] ?? ""));
  await world.put(aDelivery(reference));
  await world.put(aDelivery(reference, "ack", { type: "acknowledgement", to: "noor@example.org" }));
  await world.put(aCase(others[2] ?? ""));
  return world;
}

describe("the proof of a case", () => {
  let world: EvidenceWorld;
  let unsealed: ProofBundle;
  let bundle: ProofBundle;
  beforeAll(async () => {
    world = await aProvableCase();
    unsealed = await proofOf(world);
    await world.seal();
    bundle = await proofOf(world);
  });

  test("holds its entries, each under the seal, and the mails to the controller with what their digests are made of", () => {
    expect(checkProof(bundle)).toEqual([]);
    expect(bundle).toMatchObject({ chain: "controllers/voorbeeld-bv", sealed: true, seal: { number: 1 } });
    expect(bundle.entries.map(({ line }) => JSON.parse(line).sequence)).toEqual([2, 4, 5]);
    expect(bundle.items.map(({ item, canonical }) => [item, canonical !== undefined])).toEqual([
      ["case", false],
      ["delivery#ack", false],
      ["delivery#request", true],
    ]);
    expect(JSON.stringify(bundle)).not.toContain("Noor de Vries");
    expect(JSON.stringify(bundle)).not.toContain("noor@");
  });

  test("shows people what was heard of each mail", () => {
    const text = proofText(bundle);
    for (const line of [
      /^ {2}sealed +3 of them, by the seal 1$/m,
      /^ +message id +0102-abc$/m,
      /^ +delivered at +2026-11-22T10:15:02.000Z$/m,
      /^ +answer +text 250 2.6.0 queued as 4711$/m,
    ]) {
      expect(text).toMatch(line);
    }
  });

  test("says so where no seal covers it yet, or not all of it", async () => {
    expect(checkProof(unsealed)).toEqual([]);
    expect(unsealed).toMatchObject({ sealed: false });
    expect(unsealed).not.toHaveProperty("seal");
    await world.touch(aDelivery(reference));
    const later = await proofOf(world);
    expect(checkProof(later)).toEqual([]);
    expect(later.sealed).toBe(false);
    expect(later.entries.map(({ path }) => path !== undefined)).toEqual([true, true, true, false]);
  });

  // G1, G3, G6
  test.each<[string, (bundle: ProofBundle) => object, RegExp]>([
    ["a part that nobody knows", () => ({ more: 1 }), /^This is no proof/],
    [
      "another sealed head",
      (b) => inSeal(b, { head: { ...b.seal?.head, sequence: 7 } }),
      /not under the seal/,
    ],
    ["another seal", (b) => inSeal(b, { seal: b.seal?.seal.replace("evidence", "Evidence") }), /signature/],
    ["another number of the seal", (b) => inSeal(b, { number: 2 }), /has the number 1 in truth/],
    ["no key", () => ({ publicKey: undefined }), /^A seal and its key go together/],
    ["a key that is none", () => ({ publicKey: "AAAA" }), /cannot be read with that key/],
    ["another chain's name", () => ({ chain: "controllers/example-ltd" }), /that of another chain/],
    ["another case's reference", () => ({ reference: "DSR-1111-1111-1111" }), /about something else/],
    ["no seal", () => ({ seal: undefined, publicKey: undefined }), /whether all its entries are sealed/],
    ["no entry", () => ({ entries: [] }), /^It has no entry/],
    ["an entry that is changed", (b) => withFirstLine(b, edited), /^The entry 2 is not under the seal/],
    ["an entry in other words", (b) => withFirstLine(b, respelled), /^The entry in place 1 cannot be read/],
    ["entries without paths", (b) => inEach(b, "entries", { path: undefined }), /comes without its way/],
    ["entries in another order", (b) => ({ entries: b.entries.toReversed() }), /not in their order/],
    ["an entry twice", (b) => ({ entries: [...b.entries, ...b.entries.slice(-1)] }), /not in their order/],
    ["items of another revision", (b) => inEach(b, "items", { revision: 9 }), /The item case is not what/],
    ["items without digests", (b) => inEach(b, "items", { digest: undefined }), /The item case is not what/],
    ["items without entries", (b) => inEach(b, "items", { item: "x" }), /The item x is not what/],
    [
      "another text of a mail",
      (b) => inEach(b, "items", { canonical: "{}" }),
      /^The text of delivery#request/,
    ],
    [
      "mails without their salts",
      (b) => inEach(b, "items", { salt: undefined }),
      /^The text of delivery#request/,
    ],
  ])("does not hold with %s", (_, changes, problem) => {
    expect(checkProof({ ...bundle, ...changes(bundle) }).join("\n")).toMatch(new RegExp(problem, "m"));
  });
});

function inSeal({ seal }: ProofBundle, changes: object): object {
  return { seal: { ...seal, ...changes } };
}

function inEach(bundle: ProofBundle, part: "entries" | "items", changes: object): object {
  return { [part]: bundle[part].map((one) => ({ ...one, ...changes })) };
}

function withFirstLine(
  { entries: [first, ...others] }: ProofBundle,
  change: (line: string) => string,
): object {
  return { entries: [{ ...first, line: change(first?.line ?? "") }, ...others] };
}

function edited(line: string): string {
  return canonicalJson({ ...JSON.parse(line), kind: "breach" });
}

function respelled(line: string): string {
  return JSON.stringify(JSON.parse(line), null, 1);
}

describe("whose proof it is", () => {
  test("has to be said where a case concerns several controllers, or nothing is left of it", async () => {
    const world = await evidenceWorld();
    await expect(proofOf(world)).rejects.toThrow(`Nothing is left of ${reference}`);
    const controllers = [{ id: "example-ltd" }, { id: "voorbeeld-bv" }];
    await world.put({ pk: reference, sk: "case", v: 1, kind: "breach", controllers });
    await world.seal();
    await expect(proofOf(world)).rejects.toThrow("name one of example-ltd, voorbeeld-bv with --controller");
    const bundle = await proofOf(world, "example-ltd");
    expect(checkProof(bundle)).toEqual([]);
    expect(JSON.stringify(bundle)).not.toContain("voorbeeld");
  });

  test("is the processor's own where the case belongs to no controller, and any that has had it once it is gone", async () => {
    const world = await evidenceWorld();
    const unassigned = { pk: reference, sk: "case", v: 1, kind: "request" };
    await world.put(unassigned);
    expect(await proofOf(world)).toMatchObject({ chain: "processor", items: [{ item: "case" }] });
    await world.remove(unassigned);
    await world.put(aCase(reference));
    await world.remove(aCase(reference));
    await world.seal();
    const bundle = await proofOf(world, "voorbeeld-bv");
    expect(checkProof(bundle)).toEqual([]);
    expect(bundle).toMatchObject({ sealed: true, items: [], entries: [{}, {}] });
  });
});
