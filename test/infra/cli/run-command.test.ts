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
      const server = createControlServer("control-token", () => ({
        has: (name) => name === "sweep",
        invoke: async (name, clock) => ({ ok: true, result: { name, clock, remaining: 0 } }),
        copyTable: async () => 0,
        faults: { rules: () => [], setRules: () => {} },
        deadLetters: { list: () => [], remove: () => {}, handOver: async () => ({ outcome: "done" }) },
      }));
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

describe("meldpunt run destroy", () => {
  const counts = { due: 2, destroyed: 2, remaining: 0 };

  test("gives programs what was due, what was destroyed and what remains, and nothing else", async () => {
    const { run, received } = await localRun({ status: 200, body: { result: { ...counts, more: 1 } } });
    const { exitCode, stdout, stderr } = await run("destroy", "--at", "2027-02-01T00:30Z", "--json");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "meldpunt: local run at http://127.0.0.1:8787\n",
    });
    expect(JSON.parse(stdout)).toEqual(counts);
    expect(received).toMatchObject([{ path: "/invoke/destroy", body: '{"at":"2027-02-01T00:30Z"}' }]);
  });

  test.each([
    [1, "1 destruction is not finished"],
    [2, "2 destructions are not finished"],
  ])("ends with 1 and says so while %i of them remains", async (remaining, sentence) => {
    const { run } = await localRun({ status: 200, body: { result: { ...counts, remaining } } });
    const { exitCode, stdout, stderr } = await run("destroy");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(new RegExp(`^due +2\\ndestroyed +2\\nremaining +${remaining}$`, "m"));
    expect(stderr).toContain(`meldpunt: ${sentence}: `);
  });

  test("ends with 1 when it answers something else, or nothing does", async () => {
    const { run } = await localRun({ status: 200, body: { result: { remaining: 0 } } });
    expect(await run("destroy")).toMatchObject({ exitCode: 1, stdout: "" });
    const folder = await folderWith({ "run.json": runFile("http://127.0.0.1:1") });
    const { exitCode, stderr } = await meldpunt(["run", "destroy"], { MELDPUNT_DATA: folder });
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("meldpunt: The local run at http://127.0.0.1:1 does not answer.\n"),
    });
  });
});
