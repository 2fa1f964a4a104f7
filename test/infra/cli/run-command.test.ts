import { describe, expect, onTestFinished, test } from "vitest";
import { createControlServer } from "../../../infra/local/control-server.ts";
import { listen, stopListening } from "../../../infra/local/http/listen.ts";
import { type Canned, cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

async function localRun(answer: Canned) {
  const { url, received } = await cannedServer(answer);
  const folder = await folderWith({ "run.json": runFile(url) });
  return { received, run: (...args: string[]) => meldpunt(["run", ...args], { MELDPUNT_DATA: folder }) };
}

describe("meldpunt run sweep", () => {
  test.each(["2026-11-23T09:00Z", "2026-11-23T10:00:00+01:00"])(
    "lets the local run's sweep run with its clock at %s",
    async (at) => {
      const server = createControlServer("control-token", {
        has: (name) => name === "sweep",
        invoke: async (name, clock) => ({ ok: true, result: { name, clock, remaining: 0 } }),
      });
      onTestFinished(() => stopListening(server, 0));
      const folder = await folderWith({ "run.json": runFile(await listen(server, 0)) });
      const ended = await meldpunt(["run", "sweep", "--at", at, "--json"], { MELDPUNT_DATA: folder });
      expect(ended).toMatchObject({ exitCode: 0, stderr: "meldpunt: local run at http://127.0.0.1:8787\n" });
      const clock = "2026-11-23T09:00:00.000Z";
      expect(JSON.parse(ended.stdout)).toEqual({ name: "sweep", clock, remaining: 0 });
    },
  );

  test("leaves the clock alone without a time, and ends with 1 while something remains", async () => {
    const { run, received } = await localRun({
      status: 200,
      body: { result: { due: 2, sent: 1, remaining: 1 } },
    });
    const { exitCode, stdout } = await run("sweep");
    expect({ exitCode, body: received[0]?.body }).toEqual({ exitCode: 1, body: "{}" });
    expect(stdout).toMatch(/^remaining +1$/m);
  });

  test.each([
    { status: 500, body: { error: "failed" } },
    { status: 200, body: {} },
    { status: 401, body: "" },
  ])("ends with 1 when the answer is $status $body", async (answer) => {
    const { run } = await localRun(answer);
    const { exitCode, stdout, stderr } = await run("sweep");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("The function sweep failed");
  });
});
