import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeNewFolder } from "../../../../infra/cli/audits/new-folder.ts";
import { writePack } from "../../../../infra/cli/audits/write-pack.ts";
import type { OperatorClient } from "../../../../infra/cli/operator-client.ts";
import { hashLine } from "../../../../shared/evidence/entry.ts";
import { chainOfLength, testChain } from "../../../support/evidence.ts";
import { voorbeeld } from "../../../support/submissions.ts";
import { localRunWith } from "../in-process.ts";
import { sources } from "../register/sources.ts";
import { folderWith } from "../run-meldpunt.ts";

const reference = "AUD-7K3M-9QXT-2W5R";
const { statements, subProcessors, settings } = sources();
const summary = {
  reference,
  controllerId: "voorbeeld-bv",
  controllerName: "Voorbeeld B.V.",
  state: "planned",
  requestedOn: "2026-11-22",
  startsOn: "2027-01-11",
  informationDue: "2026-12-06",
  informationLate: false,
  findings: 0,
  openFollowUps: [],
};
const lines = chainOfLength(3);
const block = {
  v: 1,
  kind: "evidence-block",
  chain: testChain,
  number: 1,
  first: 1,
  count: lines.length,
  at: "2026-11-22T10:15:00.000Z",
  lines: lines.map((line) => `${line}\n`).join(""),
  hash: hashLine(lines.at(-1) ?? ""),
  peaks: [],
};

/** An operator API that answers what stands here, and refuses the rest. */
function operatorWith(changes: Record<string, unknown> = {}): OperatorClient {
  const answers: Record<string, unknown> = {
    "/controllers/voorbeeld-bv": voorbeeld(),
    "/statements": { statements },
    "/sub-processors": { subProcessors },
    "/settings": { settings },
    "/audits?controllerId=voorbeeld-bv": { audits: [summary], unreadable: [] },
    [`/audits/${reference}`]: { ...summary, scope: "De maatregelen van artikel 6." },
    "/evidence/chains": { chains: [testChain], at: block.at },
    [`/evidence/blocks?${new URLSearchParams({ chain: testChain, after: "0" })}`]: {
      blocks: [block],
      more: false,
    },
    ...changes,
  };
  return {
    request: async (_method, path) => answers[path] ?? Promise.reject(new Error(`no answer for ${path}`)),
  };
}

async function pack(client = operatorWith()) {
  const folder = await folderWith({});
  const out = join(folder, "pack");
  const manifest = await writeNewFolder(out, (path) => writePack(client, "voorbeeld-bv", path, () => {}));
  return { out, manifest };
}

describe("an auditor's pack", () => {
  test("has the evidence, the register, the statements, the settings and the audits, each in the manifest", async () => {
    const { out, manifest } = await pack();
    const names = (await readdir(out)).toSorted();
    expect(names).toEqual([
      "README.txt",
      "audits.json",
      "evidence.jsonl",
      "manifest.json",
      "register.html",
      "register.json",
      "settings.json",
      "statements.json",
      "sub-processors.json",
    ]);
    expect(manifest.files.map(({ name }) => name)).toEqual(names.filter((name) => name !== "manifest.json"));
    for (const { name, bytes, sha256 } of manifest.files) {
      const content = await readFile(join(out, name));
      expect({ bytes, sha256 }).toEqual({
        bytes: content.length,
        sha256: createHash("sha256").update(content).digest("hex"),
      });
    }
    expect(JSON.parse(await readFile(join(out, "manifest.json"), "utf8"))).toEqual(manifest);
    expect(await readFile(join(out, "audits.json"), "utf8")).toContain("De maatregelen van artikel 6.");
    const readme = await readFile(join(out, "README.txt"), "utf8");
    for (const told of ["Auditdossier", "Audit pack", "npx meldpunt verify-export", manifest.evidence.head]) {
      expect(readme).toContain(told);
    }
  });

  test("holds evidence that verify-export finds right", async () => {
    const { out, manifest } = await pack();
    const { run } = await localRunWith({});
    const args = ["verify-export", join(out, "evidence.jsonl"), "--head", manifest.evidence.head, "--json"];
    expect(JSON.parse((await run(...args)).stdout)).toMatchObject({ ok: true, entries: 3 });
  });

  test("names no other controller", async () => {
    const { out } = await pack();
    for (const name of await readdir(out)) {
      expect(await readFile(join(out, name), "utf8")).not.toContain("example-ltd");
    }
  });

  test("is not there where something could not be read, nor any part of it", async () => {
    const folder = await folderWith({});
    const client = operatorWith({ "/evidence/chains": undefined });
    const out = join(folder, "pack");
    const failed = writeNewFolder(out, (path) => writePack(client, "voorbeeld-bv", path, () => {}));
    await expect(failed).rejects.toThrow("no answer for /evidence/chains");
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("a new folder", () => {
  test("comes over nothing that is there", async () => {
    const folder = await folderWith({ pack: "mine" });
    const made = writeNewFolder(join(folder, "pack"), () =>
      Promise.reject(new Error("written all the same")),
    );
    await expect(made).rejects.toThrow("There is a folder or a file");
    expect(await readFile(join(folder, "pack"), "utf8")).toBe("mine");
  });

  test("comes over nothing that appeared while it was written", async () => {
    const out = join(await folderWith({}), "pack");
    const made = writeNewFolder(out, () => writeFile(out, "mine"));
    await expect(made).rejects.toThrow("There is a folder or a file");
    expect(await readFile(out, "utf8")).toBe("mine");
  });

  test("cannot be made below a file", async () => {
    const folder = await folderWith({ file: "mine" });
    const made = writeNewFolder(join(folder, "file", "pack"), async () => {});
    await expect(made).rejects.toThrow("cannot be written");
  });
});
