import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evidenceClient } from "../../infra/cli/evidence/evidence-client.ts";
import { type LiveVerdict, verifyLive } from "../../infra/cli/evidence/verify-live.ts";
import { type Block, numberKey, sealedHeadsPartition } from "../../shared/evidence/block.ts";
import { chainOf } from "../../shared/evidence/chain-name.ts";
import { readBlocks } from "../../shared/evidence/chain-reader.ts";
import type { Entry, Head } from "../../shared/evidence/entry.ts";
import { sealedHead } from "../../shared/evidence/seal.ts";
import { readPartition } from "../../shared/query.ts";
import type { Table } from "../../shared/table.ts";
import { isRightExport } from "../infra/cli/evidence/independent-verifier.ts";
import { breachStatus, submitReport } from "../support/breach-api.ts";
import { report } from "../support/breaches.ts";
import { eventually } from "../support/eventually.ts";
import type { LocalRun, Mail } from "../support/local-run.ts";
import { type OpenRun, startOpenRun } from "../support/open-run.ts";
import { command, operatorOf, terminate } from "../support/operator.ts";
import { mailsAbout, statusOf, submitRequest, typeOf } from "../support/public-api.ts";
import { submission } from "../support/submissions.ts";

const within = 20_000;
const day = 86_400_000;
const chain = "controllers/voorbeeld-bv";

let opened: OpenRun;
let run: LocalRun;
let main: Table;
let evidence: Table;
const folder = mkdtempSync(join(tmpdir(), "meldpunt-evidence-"));

beforeAll(async () => {
  opened = await startOpenRun();
  ({ run, main, evidence } = opened);
}, 90_000);

afterAll(async () => {
  await opened?.close();
  rmSync(folder, { recursive: true });
});

async function forwarded(receipt: Awaited<ReturnType<typeof submitRequest>>): Promise<void> {
  await eventually(async () => expect(await statusOf(run.api, receipt)).toBe("forwarded"), { within });
}

async function entriesAbout(reference: string, of: string = chain): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const { lines } of readBlocks(evidence, of)) {
    entries.push(
      ...lines
        .trimEnd()
        .split("\n")
        .map((line): Entry => JSON.parse(line)),
    );
  }
  return entries.filter((entry) => entry.reference === reference);
}

/** Checks the evidence as the command does, once nothing is on its way into it any more. */
function verified(id?: string, kept: readonly Head[] = []): Promise<LiveVerdict> {
  return eventually(
    async () => {
      const asked = { kept, ...(id !== undefined && { chain: chainOf(id) }) };
      const verdict = await verifyLive(evidenceClient(operatorOf(run)), asked);
      expect(verdict.pending).toBe(0);
      return verdict;
    },
    { within },
  );
}

const headIn = (mail: Mail | undefined) => mail?.body.text.match(/--head (\d+:[0-9a-f]{64})/)?.[1] ?? "";

async function mailAbout(reference: string, type: string): Promise<Mail | undefined> {
  return mailsAbout(reference, await run.mails()).find((mail) => typeOf(mail) === type);
}

/** Up to which entry the chain of a controller is sealed; 0 before the first seal. */
async function lastSealed(id: string): Promise<number> {
  const sealed = await readPartition(evidence, sealedHeadsPartition(`controllers/${id}`));
  const [last] = sealed.slice(-1).map(({ head }) => sealedHead.parse(head));
  return last?.sequence ?? 0;
}

async function exported(name: string, id = "voorbeeld-bv"): Promise<{ file: string; text: string }> {
  const file = join(folder, name);
  const ended = await command(run, "evidence", "export", "--controller", id, "--out", file);
  expect(ended).toMatchObject({ exitCode: 0 });
  return { file, text: readFileSync(file, "utf8") };
}

/** A request that is easy to find again; nothing that is random can look like it. */
const anybodys = (controllerId = "voorbeeld-bv") =>
  submission({
    controllerId,
    dataSubject: {
      name: "Kanarie Geelvink",
      email: "kanarie@geelvink.example",
      identifiers: [{ type: "customer_number", value: "kanarie-4711" }],
    },
    message: "Ik wil weten welke kanaries u van mij heeft.",
  });

/** What must stand in no evidence: what people typed, their addresses, and other controllers. */
const canaries = [/kanarie/i, /geelvink/i, /bakker/i, /subprocessor/i, /suggesties/i, /@/, /example-ltd/];

describe("what a controller is told of its chain", () => {
  // G2, G3, G8
  test("is in its mails, and its export still holds it and nothing that anybody typed", async () => {
    const first = await submitRequest(run.api, anybodys());
    await forwarded(first);
    // A mail can only tell of what is recorded, and what is done need not be that yet.
    await verified();
    const shared = await submitReport(run.api, report(), run.reporterCode);
    await eventually(async () => expect((await breachStatus(run.api, shared)).status).toBe("forwarded"), {
      within,
    });
    const notice = mailsAbout(shared.reference, await run.mails()).find(
      (mail) => mail.destination.to[0] === "privacy@voorbeeld.example",
    );
    const head = headIn(notice);
    const [sequence, hash] = head.split(":");
    expect(notice?.body.html).toContain(hash);
    const attached = JSON.parse(Buffer.from(notice?.attachments[0]?.content ?? "", "base64").toString());
    expect(attached.evidence).toMatchObject({ chain, sequence: Number(sequence), hash });

    // That a mail went out tells nothing of when what it is about was recorded.
    await verified();
    await command(run, "run", "seal");
    const { file, text } = await exported("before.jsonl");
    const checked = await command(run, "verify-export", file, "--head", head);
    expect(checked).toMatchObject({ exitCode: 0, stderr: "" });
    expect(isRightExport(readFileSync(file))).toBe(true);
    expect(text).toContain(shared.reference);
    expect(text).toContain(`"kind":"sealed-head"`);
    for (const canary of canaries) expect(text).not.toMatch(canary);
    const live = await command(run, "evidence", "verify", "--controller", "voorbeeld-bv", "--head", head);
    expect(live).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Nothing is wrong") });
  });

  test("tells of every change of its case and of the mails about it", async () => {
    const receipt = await submitRequest(run.api, anybodys());
    await forwarded(receipt);
    await eventually(
      async () => {
        const changes = (await entriesAbout(receipt.reference)).map(
          ({ item, revision, change }) => `${item} ${revision} ${change}`,
        );
        expect(changes).toEqual(
          expect.arrayContaining([
            "case 1 created",
            "case 2 changed",
            "delivery#request 1 created",
            "delivery#request 2 changed",
            "delivery#acknowledgement 1 created",
          ]),
        );
      },
      { within },
    );
  });

  test("can be proven of one case, with the answer of the mail server that took it", async () => {
    const receipt = await submitRequest(run.api, anybodys());
    await forwarded(receipt);
    await verified();
    await command(run, "run", "seal");
    const file = join(folder, "proof.json");
    const ended = await command(run, "evidence", "proof", receipt.reference, "--out", file);
    expect(ended).toMatchObject({ exitCode: 0 });
    const bundle = readFileSync(file, "utf8");
    const mail = await mailAbout(receipt.reference, "request");
    expect(bundle).toContain(mail?.messageId);
    expect(bundle).toContain("250 ");
    expect(JSON.parse(bundle)).toMatchObject({ reference: receipt.reference, chain, sealed: true });
    expect(bundle).not.toMatch(/kanarie|geelvink/i);
  });
});

describe("the evidence shows", () => {
  /** Changes a block past everybody for as long as the work takes. */
  async function withBlock(
    change: (block: Block) => Block,
    work: (block: Block) => Promise<void>,
  ): Promise<void> {
    let found: Block | undefined;
    for await (const block of readBlocks(evidence, chain)) if (block.count > 1) found ??= block;
    if (!found) throw new Error("no block has two entries");
    const put = (block: Block) =>
      evidence.client.send(
        new PutItemCommand({
          TableName: evidence.name,
          Item: marshall({ pk: chain, sk: numberKey(block.number), ...block }),
        }),
      );
    await put(change(found));
    try {
      await work(found);
    } finally {
      await put(found);
    }
  }

  // G1
  test("that an entry was edited, and which", async () => {
    await withBlock(
      (block) => ({ ...block, lines: block.lines.replace(/"digest":"./, `"digest":"${"x"}`) }),
      async ({ first }) => {
        const { ok, findings } = await verified("voorbeeld-bv");
        expect(ok).toBe(false);
        expect(findings.list[0]).toMatchObject({ chain, sequence: first });
      },
    );
    expect(await verified("voorbeeld-bv")).toMatchObject({ ok: true });
  });

  // G5
  test("that changes were never recorded, until an operator declares why", async () => {
    const receipt = await submitRequest(run.api, anybodys());
    await forwarded(receipt);
    await verified();
    // As where the stream lost a change: the item has seen one that no entry tells of.
    await main.client.send(
      new UpdateItemCommand({
        TableName: main.name,
        Key: marshall({ pk: receipt.reference, sk: "case" }),
        UpdateExpression: "ADD revision :two",
        ExpressionAttributeValues: marshall({ ":two": 2 }),
      }),
    );
    const gap = { reference: receipt.reference, item: "case" };
    await eventually(async () => expect((await entriesAbout(receipt.reference)).at(-1)?.revision).toBe(4), {
      within,
    });
    const { ok, findings } = await verified("voorbeeld-bv");
    expect(ok).toBe(false);
    expect(findings.list).toMatchObject([{ code: "gap", ...gap, from: 3, to: 3 }]);

    const because = "De functie stond een dag uit";
    const closed = await command(
      run,
      "evidence",
      "close-gaps",
      "--controller",
      "voorbeeld-bv",
      "--because",
      because,
      "--yes",
    );
    expect(closed).toMatchObject({ exitCode: 0 });
    await eventually(
      async () => {
        const declared = (await entriesAbout("evidence")).at(-1);
        expect(declared).toMatchObject({ kind: "evidence-gap", closes: [{ ...gap, from: 3, to: 3 }] });
      },
      { within },
    );
    expect(await verified("voorbeeld-bv")).toMatchObject({ ok: true });
    expect(JSON.stringify(await entriesAbout("evidence"))).not.toContain(because);
  });

  test("that an item was changed past us", async () => {
    const receipt = await submitRequest(run.api, anybodys("example-ltd"));
    await forwarded(receipt);
    await verified();
    await main.client.send(
      new UpdateItemCommand({
        TableName: main.name,
        Key: marshall({ pk: receipt.reference, sk: "case" }),
        UpdateExpression: "SET #language = :language",
        ExpressionAttributeNames: { "#language": "language" },
        ExpressionAttributeValues: marshall({ ":language": "en" }),
      }),
    );
    await eventually(
      async () => {
        const { ok, findings } = await verified("example-ltd");
        expect(ok).toBe(false);
        expect(JSON.stringify(findings.list)).toContain(receipt.reference);
      },
      { within },
    );
  });
});

describe("after a destruction", () => {
  // G8
  test("the chain still verifies, is sealed beyond the certificate, and reveals nothing of what was destroyed", async () => {
    const id = "derde-bv";
    const contacts = [{ email: "privacy@derde.example", role: "privacy" }];
    const added = { id, name: "Derde & Zonen", language: "nl", listed: true, contacts };
    await operatorOf(run).request("POST", "/controllers", added);
    const receipt = await submitRequest(run.api, anybodys(id));
    await forwarded(receipt);
    const ended = new Date(Date.now() - 60 * day).toISOString().slice(0, 10);
    const { reference } = await terminate(run, id, ended);
    await eventually(async () => expect(await mailAbout(reference, "termination")).toBeDefined(), { within });
    for (const hours of [1, 2]) {
      const at = new Date(Date.now() + 8 * day + hours * 3_600_000).toISOString();
      await command(run, "run", "destroy", "--at", at);
    }
    const head = await eventually(
      async () => {
        const found = headIn(await mailAbout(reference, "certificate"));
        expect(found).not.toBe("");
        return found;
      },
      { within },
    );

    const certified = await eventually(
      async () => {
        const entries = await entriesAbout(reference, `controllers/${id}`);
        const created = entries.find(
          ({ item, change }) => item.startsWith("delivery#certificate") && change === "created",
        );
        const last = await lastSealed(id);
        expect(last).toBeGreaterThanOrEqual(created?.sequence ?? Number.POSITIVE_INFINITY);
        return created;
      },
      { within },
    );
    expect(certified).toBeDefined();
    const [sequence, hash = ""] = head.split(":");
    expect(await verified(id, [{ sequence: Number(sequence), hash }])).toMatchObject({ ok: true });
    const { file, text } = await exported("after.jsonl", id);
    expect(isRightExport(readFileSync(file))).toBe(true);
    expect(text).toContain(`"change":"removed"`);
    for (const canary of [...canaries, /Derde & Zonen/, /derde\.example/]) expect(text).not.toMatch(canary);
  });
});
