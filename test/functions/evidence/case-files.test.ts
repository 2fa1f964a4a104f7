import { describe, expect, test } from "vitest";
import { evidenceClient } from "../../../infra/cli/evidence/evidence-client.ts";
import { verifyLive } from "../../../infra/cli/evidence/verify-live.ts";
import { processorChain } from "../../../shared/evidence/chain-name.ts";
import type { Entry } from "../../../shared/evidence/entry.ts";
import type { StoredItem } from "../../../shared/query.ts";
import { attachment } from "../../support/attachments.ts";
import { aCase, type EvidenceWorld, evidenceWorld, operatorIn } from "../../support/evidence-world.ts";
import { keptFile } from "../../support/kept-files.ts";

const chain = "controllers/voorbeeld-bv";
const filename = "Kanarie de Vries, BSN 123456782.pdf";
const request = "DSR-7K3M-9QXT-2W5R";
const report = "BR-7K3M-9QXT-2W5R";

/** What nobody may read in the evidence of a file: its name, its form, the key under which it is, its page's token. */
const secrets = [filename, "signed-policy", "token-of-page", "volmacht", attachment().sha256];

const ofRequest = (controllerId?: string) =>
  keptFile(request, { kind: "request", controllerId }, { filename }).items;
const ofReport = (...concerns: string[]) =>
  keptFile(report, { kind: "breach" }, { filename, concerns }).items;

/** The same entry once malware was found in the file. */
function withheld([, brought]: readonly StoredItem[]): StoredItem {
  if (!brought) throw new Error("no entry brings the file");
  const file = attachment({ filename, scan: "threat" });
  return { ...brought, sk: "case#000002", sequence: 2, move: "withhold", attachment: file };
}

async function entriesOf(
  { call }: EvidenceWorld,
  name: string,
): Promise<Pick<Entry, "item" | "change" | "kind">[]> {
  const { body, text } = await call(
    "GET",
    `/evidence/blocks?${new URLSearchParams({ chain: name, after: "0" })}`,
  );
  for (const secret of secrets) expect(text).not.toContain(secret);
  const lines: string[] = body.blocks.flatMap(({ lines }: { lines: string }) => lines.trimEnd().split("\n"));
  return lines.map((line) => {
    const { item, change, kind }: Entry = JSON.parse(line);
    return { item, change, kind };
  });
}

async function verdictOf(world: EvidenceWorld) {
  world.wait();
  return verifyLive(evidenceClient(operatorIn(world)), { kept: [] });
}

describe("the evidence of a file", () => {
  // D6, G8
  test("tells its controller's chain of the form, of what came and of what was withheld; and of no name", async () => {
    const world = await evidenceWorld();
    const [form, brought] = ofRequest("voorbeeld-bv") as [StoredItem, StoredItem];
    for (const item of [aCase(request), form]) await world.put(item);
    await world.touch(form);
    for (const item of [brought, withheld([form, brought])]) await world.put(item);
    expect(await entriesOf(world, chain)).toEqual([
      { item: "case", change: "created", kind: "request" },
      { item: "upload#1", change: "created", kind: "upload" },
      { item: "upload#1", change: "changed", kind: "upload" },
      { item: "case#000001", change: "created", kind: "request-entry" },
      { item: "case#000002", change: "created", kind: "request-entry" },
    ]);
    expect(await verdictOf(world)).toMatchObject({ ok: true });
  });

  test("of a request with the desk is in the processor's chain, until a controller is found for the request", async () => {
    const world = await evidenceWorld();
    const asked = { pk: request, sk: "case", v: 1, kind: "request" };
    for (const item of [asked, ...ofRequest()]) await world.put(item);
    expect((await entriesOf(world, processorChain)).map(({ item }) => item)).toEqual([
      "case",
      "upload#1",
      "case#000001",
    ]);
    expect(await entriesOf(world, chain)).toEqual([]);
  });

  test("of a breach report is in the chain of each controller that it concerns", async () => {
    const world = await evidenceWorld();
    for (const item of ofReport("voorbeeld-bv", "example-ltd")) await world.put(item);
    const brought = [{ item: "case#000001", change: "created", kind: "breach-entry" }];
    expect(await entriesOf(world, chain)).toEqual(brought);
    expect(await entriesOf(world, "controllers/example-ltd")).toEqual(brought);
    expect((await entriesOf(world, processorChain)).map(({ item }) => item)).toEqual(["upload#1"]);
    expect(await verdictOf(world)).toMatchObject({ ok: true });
  });

  // D6, G8
  test("still holds once all of it is destroyed, and shows one who leaves a form out", async () => {
    const world = await evidenceWorld();
    const items = [aCase(request), ...ofRequest("voorbeeld-bv")];
    for (const item of items) await world.put(item);
    for (const item of items) await world.remove(item);
    expect((await entriesOf(world, chain)).slice(3)).toMatchObject([
      { item: "case", change: "removed" },
      { item: "upload#1", change: "removed" },
      { item: "case#000001", change: "removed" },
    ]);
    expect(await verdictOf(world)).toMatchObject({ ok: true });
    const [form] = ofRequest("voorbeeld-bv") as [StoredItem];
    await world.put({ ...form, sk: "upload#2" }, { recorded: false });
    expect(await verdictOf(world)).toMatchObject({ ok: false });
  });

  // G8
  test("shows operators the items of it by their digests alone", async () => {
    const world = await evidenceWorld();
    for (const item of [aCase(request), ...ofRequest("voorbeeld-bv")]) await world.put(item);
    const { text, body } = await world.call("GET", `/evidence/cases/${request}?controller=voorbeeld-bv`);
    expect(body.items).toMatchObject(
      [
        ["case", "request"],
        ["case#000001", "request-entry"],
        ["upload#1", "upload"],
      ].map(([item, kind]) => ({ item, kind, chains: [chain], revision: 1, digest: expect.any(String) })),
    );
    expect(JSON.stringify(body)).not.toContain('"canonical"');
    const all = text + (await world.call("GET", "/evidence/items")).text;
    for (const secret of secrets) expect(all).not.toContain(secret);
  });
});
