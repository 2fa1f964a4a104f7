import { createHmac } from "node:crypto";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { verifyExport } from "../../infra/cli/evidence/verify-export.ts";
import { canonicalJson, hashLine } from "../../shared/evidence/entry.ts";
import { digestOf } from "../../shared/evidence/item-digest.ts";
import { isRightExport } from "./cli/evidence/independent-verifier.ts";

const page = await readFile(join(import.meta.dirname, "../../infra/evidence-format.md"), "utf8");
const [, example = ""] = /```jsonl\n([^`]*)```/.exec(page) ?? [];
const [, record = ""] = /```json\n([^`]*)\n```/.exec(page) ?? [];
const lines = example.split("\n").slice(0, -1);
const parsed = lines.map((line) => JSON.parse(line));

test("the example of the format is right", async () => {
  const folder = await mkdtemp(join(tmpdir(), "meldpunt-evidence-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "export.jsonl"), example);
  await using file = await open(join(folder, "export.jsonl"));
  expect(await verifyExport(file, [])).toMatchObject({
    ok: true,
    entries: 3,
    sealed: { number: 1, sequence: 2 },
  });
  expect(isRightExport(Buffer.from(example))).toBe(true);
});

test("the hashes that the page names are those of the example", () => {
  const named = [...page.slice(page.indexOf("The hashes of the three")).matchAll(/`([0-9a-f]{64})`/g)];
  const sealed = parsed[4].head;
  expect(named.map(([, hash]) => hash)).toEqual([
    ...lines.slice(1, 4).map((line) => hashLine(line)),
    sealed.root,
    hashLine(canonicalJson(sealed)),
    parsed[5].root,
  ]);
});

test("the digest of its first entry is that of the record on the page, with its salt", () => {
  const salt = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");
  expect(createHmac("sha256", salt).update(record).digest("hex")).toBe(parsed[1].digest);
  expect(digestOf({ ...JSON.parse(record), salt })).toBe(parsed[1].digest);
});
