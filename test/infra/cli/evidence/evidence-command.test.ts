import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
import { checkProof } from "../../../../infra/cli/evidence/check-proof.ts";
import { readPartition } from "../../../../shared/query.ts";
import { aCase, aDelivery, type EvidenceWorld, evidenceWorld } from "../../../support/evidence-world.ts";
import { folderWith, listening, meldpunt, runFile } from "../run-meldpunt.ts";

const reference = "DSR-7K3M-9QXT-2W5R";
const controller = "voorbeeld-bv";
const target = "meldpunt: local run at http://127.0.0.1:8787\n";

let world: EvidenceWorld;
beforeAll(async () => {
  world = await evidenceWorld();
  await world.put(aCase(reference));
  await world.put(aDelivery(reference));
  await world.seal();
  world.wait();
});

/** The command line, speaking to that world through a server of its own, with a folder for its files. */
async function operatorAt(): Promise<{
  folder: string;
  run: (...args: string[]) => ReturnType<typeof meldpunt>;
}> {
  const url = await listening(async (request, response) => {
    const { method = "", url: path = "" } = request;
    const answer = await world.call(method, path, method === "POST" ? await json(request) : undefined);
    response.writeHead(answer.status).end(answer.text);
  });
  const folder = await folderWith({ "run.json": runFile(url) });
  return { folder, run: (...args) => meldpunt(["evidence", ...args], { MELDPUNT_DATA: folder }) };
}

describe("meldpunt evidence verify", () => {
  test("says that nothing is wrong, and how far each chain is sealed", async () => {
    const { run } = await operatorAt();
    const { exitCode, stdout, stderr } = await run("verify");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: target });
    expect(stdout).toMatch(/^ {2}controllers\/voorbeeld-bv +2 +2 +2:[0-9a-f]{64}$/m);
    expect(stdout).toMatch(/^Nothing is wrong/m);
  });

  // G2
  test("ends with 1 and names what is wrong, for people and for programs", async () => {
    const { run } = await operatorAt();
    const asked = ["verify", "--controller", controller, "--head", `3:${"a".repeat(64)}`];
    const [told, parsed] = await Promise.all([run(...asked), run(...asked, "--json")]);
    expect(told).toMatchObject({ exitCode: 1, stderr: target });
    expect(told.stdout).toMatch(
      /^ {2}The chain ends with entry 2, but the head given with --head has entry 3/m,
    );
    expect(told.stdout).toMatch(/^Something is wrong, first at entry 3 of controllers\/voorbeeld-bv\.$/m);
    expect(JSON.parse(parsed.stdout)).toMatchObject({
      ok: false,
      findings: [{ code: "cut", sequence: 3 }],
      counts: { findings: 1, declared: 0, flagged: 0 },
    });
  });

  test.each([
    [2, ["--head", `3:${"a".repeat(64)}`], "say of which with --controller"],
    [2, ["--controller", controller, "--head", "3"], "A head is a number, a colon and 64 hex digits"],
    [1, ["--controller", "nobody"], "There is no evidence in the chain controllers/nobody."],
  ])("ends with %i for %j", async (exitCode, args, sentence) => {
    const { run } = await operatorAt();
    const ended = await run("verify", ...args);
    expect(ended).toMatchObject({ exitCode, stdout: "", stderr: expect.stringContaining(sentence) });
  });
});

describe("meldpunt evidence export", () => {
  test("writes a file that verify-export finds right, and no other beside it or over it", async () => {
    const { run, folder } = await operatorAt();
    const out = join(folder, "export.jsonl");
    const { exitCode, stdout, stderr } = await run("export", "--controller", controller, "--out", out);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: target });
    const [, head = ""] = /^head +(2:[0-9a-f]{64})$/m.exec(stdout) ?? [];
    expect(stdout).toMatch(/^key +[0-9a-f]{64}$/m);
    expect(await meldpunt(["verify-export", out, "--head", head])).toMatchObject({ exitCode: 0 });
    const written = await readFile(out);
    const again = await run("export", "--controller", controller, "--out", out);
    expect(again).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("There is a file") });
    expect(await readFile(out)).toEqual(written);
    expect((await readdir(folder)).sort()).toEqual(["export.jsonl", "run.json"]);
  });

  test.each([
    ["nobody", "x.jsonl", "There is no evidence in the chain controllers/nobody."],
    [controller, "no-such-folder/x.jsonl", "cannot be written"],
  ])("leaves no file behind where it cannot: of %s into %s", async (id, name, sentence) => {
    const { run, folder } = await operatorAt();
    const ended = await run("export", "--controller", id, "--out", join(folder, name));
    expect(ended).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining(sentence) });
    expect(await readdir(folder)).toEqual(["run.json"]);
  });
});

describe("meldpunt evidence proof", () => {
  test("prints the proof, or writes it and shows what it says", async () => {
    const { run, folder } = await operatorAt();
    const out = join(folder, "proof.json");
    const [printed, written] = await Promise.all([
      run("proof", reference.toLowerCase()),
      run("proof", reference, "--out", out),
    ]);
    expect(printed).toMatchObject({ exitCode: 0, stderr: target });
    expect(checkProof(JSON.parse(printed.stdout))).toEqual([]);
    expect(written).toMatchObject({ exitCode: 0, stderr: target });
    expect(written.stdout).toMatch(/^ +message id +0102-abc$/m);
    const { at: _, ...bundle } = JSON.parse(await readFile(out, "utf8"));
    expect(JSON.parse(printed.stdout)).toMatchObject(bundle);
  });

  test("says what it cannot prove", async () => {
    const { run, folder } = await operatorAt();
    const out = join(folder, "proof.json");
    expect(await run("proof", "DSR-1")).toMatchObject({ exitCode: 2 });
    const none = await run("proof", "DSR-1111-1111-1111", "--controller", controller, "--out", out);
    expect(none).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("tells nothing of DSR-1111") });
    expect(existsSync(out)).toBe(false);
  });
});

describe("meldpunt evidence close-gaps", () => {
  // G5
  test("declares what is missing after it has shown it, and nothing where nothing is", async () => {
    const { run } = await operatorAt();
    const asked = ["close-gaps", "--controller", controller, "--because", "It stood still."];
    expect(await run(...asked, "--yes")).toMatchObject({
      exitCode: 0,
      stdout: "There is nothing to close: no change is missing.\n",
    });
    await world.put(aDelivery(reference, "second"), { recorded: false });
    const refused = await run(...asked);
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("add --yes") });
    expect(await readPartition(world.table, "evidence")).toEqual([]);
    const { exitCode, stdout, stderr } = await run(...asked, "--yes");
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^Declared 1 gap\./),
    });
    expect(stderr).toContain(`no entry tells of revision 1`);
    expect(await readPartition(world.table, "evidence")).toMatchObject([
      {
        chain: "controllers/voorbeeld-bv",
        closes: [{ reference, item: "delivery#second", from: 1, to: 1 }],
        because: "It stood still.",
      },
    ]);
  });

  test.each([[[]], [["--controller", controller, "--processor"]]])("asks for one chain: %j", async (args) => {
    const { run } = await operatorAt();
    const ended = await run("close-gaps", "--because", "It stood still.", "--yes", ...args);
    expect(ended).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("Name one chain") });
  });
});
