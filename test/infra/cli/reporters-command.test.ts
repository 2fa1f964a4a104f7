import { describe, expect, test } from "vitest";
import { type Canned, cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

const code = "7K3M9QXT2W5R7K3M9QXT2W5R7K";
const added = { id: "7k3m9qxt2w5r", name: "Night shift", addedAt: "2026-11-22T10:15:00.000Z" };
const listed = { ...added, addedBy: "arn:aws:iam::123456789012:user/noor" };
const revoked = { ...listed, revokedAt: "2026-11-23T10:15:00.000Z", revokedBy: listed.addedBy };

async function localRun(...answers: Canned[]) {
  const { url, received } = await cannedServer(...answers);
  const folder = await folderWith({ "run.json": runFile(url) });
  return {
    received,
    run: (...args: string[]) => meldpunt(["reporters", ...args], { MELDPUNT_DATA: folder }),
  };
}

describe("meldpunt reporters", () => {
  test("add tells the code, and that it is shown only now", async () => {
    const { run, received } = await localRun({ status: 201, body: { ...added, code } });
    const { exitCode, stdout, stderr } = await run("add", "--name", "Night shift");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "meldpunt: local run at http://127.0.0.1:8787\n",
    });
    expect(stdout).toContain(added.id);
    expect(stdout.split(code)).toHaveLength(2);
    expect(stdout).toContain("shown only now");
    expect(received).toMatchObject([{ method: "POST", path: "/reporters", body: '{"name":"Night shift"}' }]);
  });

  test("add gives programs the id and the code", async () => {
    const { run } = await localRun({ status: 201, body: { ...added, code } });
    expect(JSON.parse((await run("add", "--name", "Night shift", "--json")).stdout)).toEqual({
      ...added,
      code,
    });
  });

  test("add tells what is wrong with the name, and ends with 2", async () => {
    const errors = [{ pointer: "/name", detail: "This field is required." }];
    const { run } = await localRun({ status: 400, body: { detail: "See errors.", errors } });
    const { exitCode, stderr } = await run("add", "--name", "");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("meldpunt: /name: This field is required.\n");
  });

  test("list shows one line for each, and since when it is revoked", async () => {
    const body = { reporters: [listed, revoked] };
    const { run } = await localRun({ status: 200, body }, { status: 200, body });
    const { stdout } = await run("list");
    const lines = stdout.split("\n").map((line) => line.split(/ {2,}/));
    expect(lines).toEqual([
      ["ID", "NAME", "ADDED", "REVOKED"],
      [added.id, "Night shift", `${added.addedAt} by ${listed.addedBy}`, "no"],
      [
        added.id,
        "Night shift",
        `${added.addedAt} by ${listed.addedBy}`,
        `${revoked.revokedAt} by ${revoked.revokedBy}`,
      ],
      [""],
    ]);
    expect(JSON.parse((await run("list", "--json")).stdout)).toEqual(body);
  });

  test("revoke revokes", async () => {
    const { run, received } = await localRun({ status: 200, body: revoked });
    expect(await run("revoke", added.id)).toMatchObject({
      exitCode: 0,
      stdout: "Revoked 7k3m9qxt2w5r (Night shift).\n",
    });
    expect(received).toMatchObject([{ method: "POST", path: "/reporters/7k3m9qxt2w5r/revoke" }]);
  });

  test("revoke says that there is none of that id, and ends with 1", async () => {
    const { run } = await localRun({ status: 404, body: { detail: "There is nothing here." } });
    const { exitCode, stderr } = await run("revoke", added.id);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("meldpunt: There is no reporter 7k3m9qxt2w5r.\n");
  });
});
