import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { operatorClient } from "../../../infra/cli/operator-client.ts";
import { demoControllers } from "../../../infra/local/demo-controllers.ts";
import { functionCredentials } from "../../../infra/local/functions/function-environment.ts";
import { eventually } from "../../support/eventually.ts";
import { failingStart, type LocalRun, startLocalRun } from "../../support/local-run.ts";

const repository = join(import.meta.dirname, "..", "..", "..");

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-start-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

/** What a local run has started: Java, its guard, the functions all have the data folder in their command lines. */
function processesOf(data: string): string[] {
  const all = execFileSync("ps", ["-eo", "pid=,stat=,args="], { encoding: "utf8" }).split("\n");
  return all.filter((line) => line.includes(data) && !/^\s*\d+ Z/.test(line));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function takenPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return String(Object(server.address()).port);
}

function describeRun({ data }: LocalRun) {
  return JSON.parse(readFileSync(join(data, "run.json"), "utf8"));
}

describe("a local run", () => {
  let run: LocalRun;
  beforeAll(async () => {
    run = await startLocalRun();
  }, 90_000);
  afterAll(async () => run?.kill());

  test("says once, on one line, that it is ready, and then is healthy", async () => {
    const { api, mail, s3, reporterCode } = run;
    const lines = run.output().split("\n");
    expect(lines.filter((line) => line.startsWith("meldpunt ready"))).toEqual([
      `meldpunt ready ${JSON.stringify({ api, mail, s3, reporterCode })}`,
    ]);
    expect(run.output().split(reporterCode)).toHaveLength(2);
    expect((await fetch(`${api}/health`)).status).toBe(200);
    expect(await run.mails()).toEqual([]);
  });

  test("describes itself to this user's programs, and to nobody else", () => {
    expect(describeRun(run)).toMatchObject({
      pid: run.pid,
      api: run.api,
      mail: run.mail,
      region: "eu-central-1",
    });
    for (const file of [
      "run.json",
      "operator-credentials.json",
      "reader-credentials.json",
      "s3-credentials.json",
      "reporter.json",
      "lock.json",
    ]) {
      expect(statSync(join(run.data, file)).mode & 0o777).toBe(0o600);
    }
  });

  test("lets only signed requests into its operator API, where it has added the demo controllers", async () => {
    const { operatorApi, region, credentials } = describeRun(run);
    expect((await fetch(`${operatorApi}/controllers`)).status).toBe(403);
    const answer = await operatorClient({ url: operatorApi, region, credentials }).request(
      "GET",
      "/controllers",
    );
    const ids = Object(answer).controllers.map(({ id }: { id: string }) => id);
    expect(ids.sort()).toEqual(demoControllers.map(({ id }) => id).sort());
  });

  test("runs a scheduled function with its clock at a time", async () => {
    const { control, controlToken } = describeRun(run);
    const response = await fetch(`${control}/invoke/sweep`, {
      method: "POST",
      headers: { authorization: `Bearer ${controlToken}` },
      body: JSON.stringify({ at: "2027-01-01T00:00:00Z" }),
    });
    expect([response.status, await response.json()]).toEqual([200, { result: expect.any(Object) }]);
  });

  test("lets its user put objects, and lifecycle rules delete them when a function's clock is moved", async () => {
    const { endpoint, bucket: Bucket, accessKeyId, secretAccessKey, region } = run.s3;
    const client = new S3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    const sweep = new S3Client({ endpoint, region, credentials: functionCredentials("sweep") });
    onTestFinished(() => {
      client.destroy();
      sweep.destroy();
    });
    for (const Key of ["a/1", "b/1"]) await client.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    const Rules = [{ Status: "Enabled" as const, Filter: { Prefix: "a/" }, Expiration: { Days: 1 } }];
    const rules = new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } });
    await expect(client.send(rules)).rejects.toMatchObject({ name: "AccessDenied" });
    await sweep.send(rules);
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(2);
    const { control, controlToken } = describeRun(run);
    const response = await fetch(`${control}/invoke/sweep`, {
      method: "POST",
      headers: { authorization: `Bearer ${controlToken}` },
      body: JSON.stringify({ at: new Date(Date.now() + 48 * 60 * 60 * 1000).toISOString() }),
    });
    expect(response.status).toBe(200);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(["b/1"]);
  });

  test("keeps a second one away from its data folder", async () => {
    const { code, stdout, stderr } = await failingStart({ MELDPUNT_DATA: run.data });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^Another local run \(process \d+\) uses .*\n$/),
    ]);
    expect(stdout).not.toContain("meldpunt ready");
    expect((await fetch(`${run.api}/health`)).status).toBe(200);
  });

  test("that is interrupted twice ends within 5 seconds with exit code 0 and leaves no process", async () => {
    const begin = performance.now();
    process.kill(-run.pid, "SIGINT");
    expect(await run.stop()).toBe(0);
    expect(performance.now() - begin).toBeLessThan(5_000);
    expect(processesOf(run.data)).toEqual([]);
    expect(run.output()).not.toContain("failed");
  });
});

describe("a local run that is killed", () => {
  test("leaves no process, and the next one on its data goes on; killed with its whole group, it leaves none either", async () => {
    const data = freshFolder();
    const first = await startLocalRun({ data });
    onTestFinished(first.kill);
    const { credentials } = describeRun(first);
    const { reporterCode } = first;
    process.kill(first.pid, "SIGKILL");
    await eventually(() => expect(processesOf(data)).toEqual([]), { within: 20_000 });

    const second = await startLocalRun({ data });
    onTestFinished(second.kill);
    expect(describeRun(second)).toMatchObject({ pid: second.pid, credentials });
    expect(second.reporterCode).toBe(reporterCode);
    await second.kill();
    await eventually(() => expect(processesOf(data)).toEqual([]), { within: 20_000 });
  }, 120_000);

  test("or rather whose parent is killed, as npm may be, stops by itself", async () => {
    const data = freshFolder();
    const script = `const { spawn } = require("node:child_process");
      spawn(process.execPath, ["infra/local/start.ts"], { stdio: "ignore" }); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["-e", script], {
      cwd: repository,
      env: { ...process.env, MELDPUNT_DATA: data, MELDPUNT_PORT: "0", MELDPUNT_MAIL_PORT: "0" },
      stdio: "ignore",
    });
    onTestFinished(() => void parent.kill("SIGKILL"));
    const { pid } = await eventually(() => JSON.parse(readFileSync(join(data, "run.json"), "utf8")), {
      within: 60_000,
    });
    parent.kill("SIGKILL");
    await eventually(() => expect([isAlive(pid), processesOf(data)]).toEqual([false, []]), { within: 8_000 });
  }, 90_000);
});

describe("a local run that cannot start says why in one line and ends with exit code 1", () => {
  test.each(["MELDPUNT_PORT", "MELDPUNT_MAIL_PORT"])(
    "when the port in %s is taken",
    async (variable) => {
      const port = await takenPort();
      const data = freshFolder();
      const { code, stderr } = await failingStart({ MELDPUNT_DATA: data, [variable]: port });
      expect([code, stderr]).toEqual([1, `Port ${port} is taken by another program.\n`]);
      expect(processesOf(data)).toEqual([]);
    },
    90_000,
  );

  test("when its data folder cannot be written to", async () => {
    const file = join(freshFolder(), "file");
    writeFileSync(file, "");
    const { code, stderr } = await failingStart({ MELDPUNT_DATA: join(file, "data") });
    expect([code, stderr]).toEqual([1, `${file} is not a folder, so the data folder cannot be there.\n`]);
  });

  test("when there is no Java", async () => {
    const { code, stderr } = await failingStart({ MELDPUNT_DATA: freshFolder(), PATH: freshFolder() });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^Java 17 or newer is needed and there is none\..*\n$/),
    ]);
  });

  test("when a variable makes no sense", async () => {
    const { code, stderr } = await failingStart({ MELDPUNT_DATA: freshFolder(), MELDPUNT_PORT: "http" });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^MELDPUNT_PORT must be a port .*\n$/)]);
  });
});
