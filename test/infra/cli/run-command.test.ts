import { describe, expect, test } from "vitest";
import { type Canned, cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

async function localRun(answer: Canned) {
  const { url, received } = await cannedServer(answer);
  const folder = await folderWith({ "run.json": runFile(url) });
  return { received, run: (...args: string[]) => meldpunt(["run", ...args], { MELDPUNT_DATA: folder }) };
}

describe("meldpunt run sweep", () => {
  test("lets the local run's sweep run with its clock at that time", async () => {
    const result = { due: 2, sent: 2, remaining: 0 };
    const { run, received } = await localRun({ status: 200, body: { result } });
    const ended = await run("sweep", "--at", "2026-11-23T09:00Z", "--json");
    expect(ended).toMatchObject({ exitCode: 0, stderr: "meldpunt: local run at http://127.0.0.1:8787\n" });
    expect(JSON.parse(ended.stdout)).toEqual(result);
    expect(received).toMatchObject([
      {
        method: "POST",
        path: "/invoke/sweep",
        headers: { authorization: "Bearer control-token" },
        body: '{"at":"2026-11-23T09:00Z"}',
      },
    ]);
  });

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
