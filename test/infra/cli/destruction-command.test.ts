import { describe, expect, test } from "vitest";
import { type Canned, cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

const id = "voorbeeld-bv";
const of = { controllerId: id, controllerName: "Voorbeeld B.V." };
const status = {
  reference: "AGR-7K3M-9QXT-2W5R",
  ...of,
  state: "destroying",
  lastDay: "2026-12-31",
  reading: "date_to_date",
  dueDay: "2027-01-31",
  destroyNotBefore: "2027-01-31T23:00:00.000Z",
  destroyBy: "2027-02-07T23:00:00.000Z",
  since: { terminated: "2026-11-22T10:15:00.000Z", closed: "2027-02-01T00:00:00.000Z" },
  noticeAcceptedAt: "2026-11-22T10:15:03.000Z",
  next: { do: "destroy" },
  nextRunFrom: "2027-01-31T23:00:00.000Z",
  atWork: false,
  runs: { begun: 3, ended: 2, failuresInARow: 1 },
  notDestroyed: [],
  objects: [
    {
      bucket: "stack-bucket",
      prefix: "controllers/voorbeeld-bv/",
      net: "set",
      versions: 1200,
      deleteMarkers: 30,
      bytes: 4096,
      uploads: 2,
      left: { AccessDenied: 1, InternalError: 2 },
    },
    {
      bucket: "hosted",
      prefix: "voorbeeld/",
      net: "set",
      versions: 0,
      deleteMarkers: 0,
      bytes: 0,
      uploads: 0,
      emptyAt: "2027-02-01T00:05:00.000Z",
    },
  ],
  records: { requests: 4, breachReports: 1, sharedReports: 2, notices: 3, unknown: 0 },
};

async function localRun(...answers: Canned[]) {
  const { url, received } = await cannedServer(...answers);
  const folder = await folderWith({ "run.json": runFile(url) });
  return {
    received,
    run: (...args: string[]) => meldpunt(["destruction", ...args], { MELDPUNT_DATA: folder }),
  };
}

const ok = (body: unknown): Canned => ({ status: 200, body });

describe("meldpunt destruction plan", () => {
  const plan = {
    ...of,
    places: [{ bucket: "stack-bucket", prefix: "controllers/voorbeeld-bv/" }],
    excluded: [{ bucket: "elsewhere", prefix: "voorbeeld/", reason: "unknown_bucket" }],
    stores: [
      { store: "objects", where: "stack-bucket/controllers/voorbeeld-bv/", means: "deleted" },
      { store: "logs", means: "expires", days: 33 },
    ],
  };

  test("shows which stores hold a controller's data, what becomes of each, and what is left alone", async () => {
    const { run, received } = await localRun(ok(plan), ok(plan));
    const { exitCode, stdout } = await run("plan", id);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}agreement +in force$/m);
    expect(stdout).toMatch(/^ {2}objects +deleted +stack-bucket\/controllers\/voorbeeld-bv\/$/m);
    expect(stdout).toMatch(/^ {2}logs +empties itself within 33 days$/m);
    expect(stdout).toMatch(
      /^ {2}elsewhere\/voorbeeld\/ +the bucket is not among the settings' storage buckets$/m,
    );
    expect(received).toMatchObject([{ method: "GET", path: "/controllers/voorbeeld-bv/destruction/plan" }]);
    expect(JSON.parse((await run("plan", id, "--json")).stdout)).toEqual(plan);
  });

  test("shows from which day on, once the agreement has ended", async () => {
    const { state, dueDay, destroyNotBefore } = status;
    const { run } = await localRun(ok({ ...plan, excluded: [], state, dueDay, destroyNotBefore }));
    const { stdout } = await run("plan", id);
    expect(stdout).toMatch(/^ {2}agreement +destroying$/m);
    expect(stdout).toMatch(/^ {2}due day +2027-01-31$/m);
    expect(stdout).toMatch(/^ {2}not before +2027-01-31T23:00:00.000Z$/m);
    expect(stdout).not.toContain("left alone");
  });
});

describe("meldpunt destruction status", () => {
  test("shows how far it is, since when, and what comes next", async () => {
    const { run, received } = await localRun(ok(status), ok(status));
    const { exitCode, stdout, stderr } = await run("status", id);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "meldpunt: local run at http://127.0.0.1:8787\n",
    });
    for (const line of [
      /^ {2}state +destroying$/m,
      /^ {2}closed +2027-02-01T00:00:00.000Z$/m,
      /^ {2}controller told +2026-11-22T10:15:03.000Z$/m,
      /^ {2}next +the next run goes on$/m,
      /^ {2}a run is at work +no$/m,
      /^ {2}runs +3 begun, 2 ended as they should, 1 failed in a row$/m,
      /^ {2}stack-bucket\/controllers\/voorbeeld-bv\/ +1200 +30 +4096 +2 +1 AccessDenied, 2 InternalError +not yet$/m,
      /^ {2}hosted\/voorbeeld\/ +0 +0 +0 +0 +2027-02-01T00:05:00.000Z$/m,
      /^ {2}shared reports +2$/m,
    ]) {
      expect(stdout).toMatch(line);
    }
    expect(received).toMatchObject([{ method: "GET", path: "/controllers/voorbeeld-bv/destruction" }]);
    expect(JSON.parse((await run("status", id, "--json")).stdout)).toEqual(status);
  });

  // F18
  test("shows when the desk was told instead, where no contact could be reached", async () => {
    const { noticeAcceptedAt: noticeRefusedAt, ...others } = status;
    const { run } = await localRun(ok({ ...others, noticeRefusedAt }), ok(others));
    const { stdout } = await run("status", id);
    expect(stdout).toMatch(/^ {2}no contact reached desk told +2026-11-22T10:15:03.000Z$/m);
    expect(stdout).not.toContain("accepted");
    expect((await run("status", id)).stdout).toMatch(/^ {2}controller told +not yet$/m);
  });

  test("--follow goes on until no run is at work, and shows nothing meanwhile where there is no terminal", async () => {
    const atWork = ok({ ...status, atWork: true });
    const { run, received } = await localRun(atWork, atWork, ok({ ...status, state: "destroyed" }));
    const { exitCode, stdout, stderr } = await run("status", id, "--follow", "--json");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "meldpunt: local run at http://127.0.0.1:8787\n",
    });
    expect(JSON.parse(stdout)).toEqual({ ...status, state: "destroyed" });
    expect(received).toHaveLength(3);
  });

  test("says that the agreement has not ended, and ends with 1", async () => {
    const detail = "The agreement with this controller has not been terminated.";
    const { run } = await localRun({ status: 409, body: { detail } });
    const { exitCode, stderr } = await run("status", id);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`meldpunt: ${detail}\n`);
  });

  test("says that there is no such controller, and ends with 1", async () => {
    const { run } = await localRun({ status: 404, body: { detail: "There is nothing here." } });
    const { exitCode, stderr } = await run("status", id);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("meldpunt: There is no controller voorbeeld-bv.\n");
  });
});

describe("meldpunt destruction certificate", () => {
  test("prints it for people, and the document for programs", async () => {
    const document = { type: "certificate", number: 3, objects: [] };
    const answer = ok({ document, text: "Verklaring van vernietiging\n---\n" });
    const { run, received } = await localRun(answer, answer);
    expect(await run("certificate", id)).toMatchObject({
      exitCode: 0,
      stdout: "Verklaring van vernietiging\n---\n",
    });
    expect(JSON.parse((await run("certificate", id, "--json")).stdout)).toEqual(document);
    expect(received[0]?.path).toBe("/controllers/voorbeeld-bv/destruction/certificate");
  });

  test("says why there is none yet, and ends with 1", async () => {
    const detail = "There is nothing here. The destruction is not over yet.";
    const { run } = await localRun({ status: 404, body: { detail } });
    const { exitCode, stdout, stderr } = await run("certificate", id);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(`meldpunt: ${detail}\n`);
  });
});
