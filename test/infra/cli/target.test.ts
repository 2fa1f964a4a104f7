import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

const aws = { AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret", AWS_REGION: "eu-west-1" };

function describeStacks(outputs: string): string {
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult>
    <Stacks><member><StackName>production</StackName><CreationTime>2026-11-22T10:15:00Z</CreationTime>
    <StackStatus>UPDATE_COMPLETE</StackStatus><Outputs>${outputs}</Outputs></member></Stacks>
    </DescribeStacksResult></DescribeStacksResponse>`;
}

/** The environment of somebody who has a local run and a stack called production, each with its own operator API. */
async function bothSystems() {
  const local = await cannedServer({ status: 200, body: { controllers: [] } });
  const deployed = await cannedServer({ status: 200, body: { controllers: [] } });
  const output = `<member><OutputKey>OperatorApiUrl</OutputKey><OutputValue>${deployed.url}</OutputValue></member>`;
  const cloudFormation = await cannedServer({ status: 200, body: describeStacks(output) });
  const folder = await folderWith({ "run.json": runFile(local.url) });
  const environment = { ...aws, MELDPUNT_DATA: folder, AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url };
  return { local, deployed, environment };
}

describe("the system a command speaks to", () => {
  test("is the local run when no stack is named, whatever AWS credentials are around", async () => {
    const { local, deployed, environment } = await bothSystems();
    const { exitCode, stderr } = await meldpunt(["controllers", "list"], environment);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "meldpunt: local run at http://127.0.0.1:8787\n",
    });
    expect([local.received.length, deployed.received.length]).toEqual([1, 0]);
  });

  test.each([
    ["--stack production controllers list"],
    ["controllers --stack production list"],
    ["controllers list --stack production"],
    ["controllers list --stack=production"],
  ])("is the stack that %s names, though there is a local run", async (line) => {
    const { local, deployed, environment } = await bothSystems();
    const { exitCode, stderr } = await meldpunt(line.split(" "), environment);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "meldpunt: stack production in eu-west-1\n",
    });
    expect([local.received.length, deployed.received.length]).toEqual([0, 1]);
    expect(deployed.received[0]?.headers.authorization).toContain("AKIDEXAMPLE");
    expect(deployed.received[0]?.headers.authorization).toContain("/eu-west-1/execute-api/");
  });

  test("is the stack that MELDPUNT_STACK names, though there is a local run", async () => {
    const { local, deployed, environment } = await bothSystems();
    const { exitCode } = await meldpunt(["controllers", "list"], {
      ...environment,
      MELDPUNT_STACK: "production",
    });
    expect(exitCode).toBe(0);
    expect([local.received.length, deployed.received.length]).toEqual([0, 1]);
  });

  test("is the local run as its reader, where that is asked for", async () => {
    const { local, environment } = await bothSystems();
    const { exitCode, stderr } = await meldpunt(["controllers", "list", "--as", "reader"], environment);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "meldpunt: local run at http://127.0.0.1:8787, as reader\n",
    });
    expect(local.received[0]?.headers.authorization).toContain("Credential=local-reader/");
  });

  test("is never guessed: with neither, both ways are named and nothing is done", async () => {
    const folder = await folderWith({});
    const { exitCode, stdout, stderr } = await meldpunt(["controllers", "list"], {
      ...aws,
      MELDPUNT_DATA: folder,
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    for (const named of ["npm start", folder, "MELDPUNT_DATA", "--stack", "MELDPUNT_STACK"]) {
      expect(stderr).toContain(named);
    }
  });

  test("is not a stack without our output", async () => {
    const cloudFormation = await cannedServer({ status: 200, body: describeStacks("") });
    const environment = { ...aws, AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.url };
    const { exitCode, stderr } = await meldpunt(
      ["controllers", "list", "--stack", "production"],
      environment,
    );
    expect(exitCode).toBe(1);
    expect(stderr).toBe("meldpunt: The stack production has no output OperatorApiUrl.\n");
  });

  test("is not a local run whose process has ended", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const folder = await folderWith({ "run.json": runFile("http://127.0.0.1:1", pid) });
    const { exitCode, stderr } = await meldpunt(["controllers", "list"], { MELDPUNT_DATA: folder });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("has ended: start it again with npm start");
  });

  test.each(["{", "{}", '{"pid":1}'])("is not a local run that is described by %s", async (content) => {
    const folder = await folderWith({ "run.json": content });
    const { exitCode, stderr } = await meldpunt(["controllers", "list"], { MELDPUNT_DATA: folder });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("does not describe a local run");
  });

  test("is said to be silent when it does not answer", async () => {
    const folder = await folderWith({ "run.json": runFile("http://127.0.0.1:1") });
    const { exitCode, stderr } = await meldpunt(["controllers", "list"], { MELDPUNT_DATA: folder });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("The operator API at http://127.0.0.1:1 does not answer.");
  });
});
