import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fingerprint } from "../../../../shared/evidence/seal.ts";
import {
  chainOfChanges,
  chainOfLength,
  exportOf,
  testChain,
  testSealKey,
} from "../../../support/evidence.ts";
import { meldpunt } from "../run-meldpunt.ts";
import { keptHead } from "./check-lines.ts";

const key = testSealKey();
const lines = chainOfLength(6);
const good = (await exportOf(lines, { sealedAt: [4], key })).toString();
const { hash } = keptHead(lines);

const told = { reference: "DSR-1", item: "case" };
const gap = chainOfChanges([
  { ...told, revision: 1, change: "created" },
  { ...told, revision: 4, change: "changed" },
]);

const files: Record<string, string> = {
  good,
  edited: good.replace('"revision":2', '"revision":3'),
  gap: (await exportOf(gap)).toString(),
  hostile: good.replaceAll(testChain, String.raw`controllers/\u001b[2J`),
  empty: "",
  other: "hello\n",
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "meldpunt-evidence-"));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
});
afterAll(() => rm(folder, { recursive: true }));

const verifyExport = (name: string, ...options: string[]) =>
  meldpunt(["verify-export", join(folder, name), ...options]);

describe("meldpunt verify-export, which needs no system", () => {
  test.concurrent("says of a good export what was checked, and exits 0", async () => {
    const program = await verifyExport(
      "good",
      "--head",
      `6:${hash}`,
      "--head",
      `2:${keptHead(lines, 2).hash}`,
    );
    expect(program).toMatchObject({ exitCode: 0, stderr: "" });
    expect(program.stdout).toContain(testChain);
    expect(program.stdout).toContain(`6:${hash}`);
    expect(program.stdout).toContain("entry 4, by the seal 1 of 2026-11-22T01:00:00.000Z");
    expect(program.stdout).toContain(`${fingerprint(key.publicKey)} (compare it`);
    expect(program.stdout).toContain("Nothing is wrong");
  });

  test.concurrent("gives programs all it knows", async () => {
    const program = await verifyExport("good", "--json");
    expect(program).toMatchObject({ exitCode: 0, stderr: "" });
    expect(JSON.parse(program.stdout)).toEqual({
      ok: true,
      chain: testChain,
      entries: 6,
      head: { sequence: 6, hash },
      root: expect.stringMatching(/^[0-9a-f]{64}$/),
      key: fingerprint(key.publicKey),
      sealed: { number: 1, at: "2026-11-22T01:00:00.000Z", sequence: 4 },
      findings: [],
      flagged: [],
      declared: [],
      counts: { findings: 0, flagged: 0, declared: 0 },
    });
  });

  // G1
  test.concurrent("names the entry that was edited, and exits 1", async () => {
    const program = await verifyExport("edited", "--json");
    expect(program.exitCode).toBe(1);
    expect(JSON.parse(program.stdout)).toMatchObject({
      ok: false,
      findings: [{ code: "edited", sequence: 4 }],
    });
  });

  // G2
  test.concurrent("finds a tail that was cut by the head in a mail", async () => {
    const program = await verifyExport("good", "--head", `7:${hash}`);
    expect(program.exitCode).toBe(1);
    expect(program.stdout).toContain(
      "The chain ends with entry 6, but the head given with --head has entry 7",
    );
  });

  // G5
  test.concurrent("lists which changes are missing", async () => {
    const program = await verifyExport("gap");
    expect(program.exitCode).toBe(1);
    expect(program.stdout).toContain("Before entry 2, no entry tells of revision 2 to 3 of DSR-1 case.");
  });

  test.concurrent("cannot be led to disturb the terminal by what is in the file", async () => {
    const program = await verifyExport("hostile");
    expect(program.exitCode).toBe(1);
    expect(program.stdout + program.stderr).not.toContain("\u001b");
  });

  test.concurrent("says so of an empty file, or another one, and exits 1", async () => {
    for (const name of ["empty", "other"]) {
      expect(await verifyExport(name)).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: "meldpunt: The file's first line is not that of an export of evidence.\n",
      });
    }
  });

  test.concurrent("says so where there is no file, or a folder, and exits 1", async () => {
    for (const path of ["/nonexistent/export.jsonl", "/"]) {
      const program = await meldpunt(["verify-export", path]);
      expect(program).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: `meldpunt: The file ${path} cannot be read.\n`,
      });
    }
  });

  test.concurrent("exits 2 for a head that is none", async () => {
    const program = await verifyExport("good", "--head", `6:${hash}0`);
    expect(program).toMatchObject({ exitCode: 2, stdout: "" });
    expect(program.stderr).toContain("64 hex digits");
  });

  test.concurrent("exits 2 without a file, and with a stack", async () => {
    expect(await meldpunt(["verify-export"])).toMatchObject({ exitCode: 2, stdout: "" });
    expect(await verifyExport("good", "--stack", "Meldpunt")).toMatchObject({ exitCode: 2, stdout: "" });
  });
});
