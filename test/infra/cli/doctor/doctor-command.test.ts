import { describe, expect, onTestFinished, test } from "vitest";
import { type Controls, createControlServer } from "../../../../infra/local/control-server.ts";
import type { FaultRule } from "../../../../infra/local/faults/fault-rule.ts";
import { listen, stopListening } from "../../../../infra/local/http/listen.ts";
import { awsServer, endpoint, queryAnswer, type WireAnswers } from "../aws-wire.ts";
import { folderWith, meldpunt, runFile } from "../run-meldpunt.ts";
import { wellAnswers } from "./well.ts";

const quota = queryAnswer(
  "GetSendQuota",
  "<Max24HourSend>50000.0</Max24HourSend><MaxSendRate>14.0</MaxSendRate><SentLast24Hours>3.0</SentLast24Hours>",
);

/** What `meldpunt doctor` says of a local run in which these faults are set, whose services answer so. */
async function localDoctor(rules: FaultRule[], answers: WireAnswers, ...args: string[]) {
  const controls = { faults: { rules: () => rules }, deadLetters: { list: () => [] } } as unknown as Controls;
  const server = createControlServer("control-token", () => controls);
  onTestFinished(() => stopListening(server, 0));
  const { url } = await awsServer(answers);
  const control = await listen(server, 0);
  const folder = await folderWith({ "run.json": { ...runFile(url), api: url, mail: url, control } });
  return meldpunt(["doctor", ...args], { MELDPUNT_DATA: folder });
}

const { settings = { code: "" }, health = { code: "" } } = wellAnswers;
const well = { settings, health, GetSendQuota: quota };

describe("meldpunt doctor of a local run", () => {
  test("tells what can be asked there, and names what cannot", async () => {
    const { exitCode, stdout } = await localDoctor([], well);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("0 bad, 0 to look at, 5 well.");
    expect(stdout).toContain(
      "OK    sending-quota: SES has taken 3 of at most 50000 mails in 24 hours, 14 a second.",
    );
    expect(stdout).toMatch(/^Not on this machine: stack, identity, dmarc, .*, seal-key\.$/m);
  });

  test("ends with 1 where something is bad, and gives programs all of it", async () => {
    const rules: FaultRule[] = [{ service: "ses", fault: "away" }];
    const answers = { ...well, health: { code: "InternalFailure" } };
    const { exitCode, stdout } = await localDoctor(rules, answers, "--json");
    expect(exitCode).toBe(1);
    const { findings, counts } = JSON.parse(stdout);
    expect(counts).toEqual({ bad: 1, warn: 1, skipped: 17, ok: 3 });
    expect(findings.slice(0, 2)).toMatchObject([
      { level: "bad", subject: "public-api" },
      { level: "warn", subject: "faults", next: "meldpunt run faults --clear" },
    ]);
  });
});

describe("meldpunt doctor of a stack", () => {
  test("asks with the credentials of the environment", async () => {
    const outputs = ["OperatorApiUrl", "PublicApiUrl"].map(
      (key) => `<member><OutputKey>${key}</OutputKey><OutputValue>${endpoint}</OutputValue></member>`,
    );
    const stack = `<StackStatus>UPDATE_COMPLETE</StackStatus><Outputs>${outputs.join("")}</Outputs>`;
    const { url, calls } = await awsServer({
      ...wellAnswers,
      DescribeStacks: queryAnswer("DescribeStacks", `<Stacks><member>${stack}</member></Stacks>`),
      // Of a name that ends in a top-level domain alone nobody asks the DNS.
      ListStackResources: { code: "AccessDenied" },
    });
    const { exitCode, stdout, stderr } = await meldpunt(["doctor", "--stack", "Meldpunt"], {
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_REGION: "eu-central-1",
      AWS_ENDPOINT_URL: url,
    });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "meldpunt: stack Meldpunt in eu-central-1\n",
    });
    expect(stdout).toContain(
      "WARN  schedules: Not looked at: you have no right to cloudformation:ListStackResources.",
    );
    expect(stdout).toContain("OK    operator-api: The operator API answers.");
    expect(calls.map(({ operation }) => operation)).toContain("GetAccountSettings");
  });
});
