import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Canned, cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

const input = {
  id: "voorbeeld-bv",
  name: "Voorbeeld B.V.",
  language: "nl",
  listed: true,
  contacts: [{ email: "privacy@voorbeeld.example", role: "privacy" }],
  storage: [{ bucket: "hosted", prefix: "voorbeeld/" }],
  monthReading: "date_to_date",
};
const record = {
  ...input,
  version: 3,
  changedAt: "2026-11-22T10:15:00.000Z",
  changedBy: "arn:aws:sts::123456789012:assumed-role/operator/noor",
};
const termination = { reference: "AGR-7K3M-9QXT-2W5R", phase: "destroying" };

/** A local run that gives these answers, and a controller.json beside it. */
async function localRun(...answers: Canned[]) {
  const { url, received } = await cannedServer(...answers);
  const folder = await folderWith({ "run.json": runFile(url), "controller.json": input, "broken.json": "{" });
  const run = (...args: string[]) => meldpunt(["controllers", ...args], { MELDPUNT_DATA: folder });
  return { run, received, file: join(folder, "controller.json"), broken: join(folder, "broken.json") };
}

describe("meldpunt controllers", () => {
  test("add sends the file and tells the id, and on stderr to whom it spoke", async () => {
    const { run, received, file } = await localRun({ status: 201, body: record });
    const ended = await run("add", "--file", file);
    expect(ended).toEqual({
      exitCode: 0,
      stdout: "Added voorbeeld-bv.\n",
      stderr: "meldpunt: local run at http://127.0.0.1:8787\n",
    });
    expect(received).toMatchObject([{ method: "POST", path: "/controllers", body: JSON.stringify(input) }]);
  });

  test("list shows one line for each", async () => {
    const body = { controllers: [record, { ...record, id: "example-ltd", listed: false, termination }] };
    const { run } = await localRun({ status: 200, body }, { status: 200, body });
    const { stdout } = await run("list");
    expect(stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["ID", "NAME", "LANGUAGE", "LISTED", "MAIL GOES TO", "AGREEMENT"],
      ["voorbeeld-bv", "Voorbeeld B.V.", "nl", "yes", "privacy@voorbeeld.example", "in force"],
      ["example-ltd", "Voorbeeld B.V.", "nl", "no", "privacy@voorbeeld.example", "destroying"],
      [""],
    ]);
    expect(JSON.parse((await run("list", "--json")).stdout)).toEqual(body);
  });

  test("show shows all that is on record", async () => {
    const body = { ...record, agreement: { noticeHours: 96, purposes: ["het klantportaal hosten"] } };
    const { run, received } = await localRun({ status: 200, body }, { status: 200, body });
    const { stdout } = await run("show", "voorbeeld-bv");
    for (const shown of ["Voorbeeld B.V.", "hosted/voorbeeld/", "date_to_date", record.changedBy]) {
      expect(stdout).toContain(shown);
    }
    expect(stdout).toMatch(/^ {2}notice hours +96\n {2}purposes +het klantportaal hosten$/m);
    expect(JSON.parse((await run("--json", "show", "voorbeeld-bv")).stdout)).toEqual(body);
    expect(received).toMatchObject([
      { path: "/controllers/voorbeeld-bv" },
      { path: "/controllers/voorbeeld-bv" },
    ]);
  });

  test("show tells of the end of the agreement", async () => {
    const ended = { ...record, termination };
    const { run } = await localRun({ status: 200, body: ended }, { status: 200, body: ended });
    expect((await run("show", "voorbeeld-bv")).stdout).toMatch(
      /^agreement +destroying \(AGR-7K3M-9QXT-2W5R\)$/m,
    );
    expect(JSON.parse((await run("show", "voorbeeld-bv", "--json")).stdout)).toEqual(ended);
  });

  test.each([
    ["add", 201, []],
    ["update", 200, ["voorbeeld-bv"]],
  ] as const)("%s tells on stderr what it is warned of", async (name, status, id) => {
    const warnings = ["Nothing is destroyed in elsewhere/\u202Ea/.", "Nor in elsewhere/b/."];
    const answer = { status, body: { ...record, warnings } };
    const { run, file } = await localRun(answer, answer);
    const { exitCode, stderr, stdout } = await run(name, ...id, "--file", file);
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.not.stringContaining("Nothing"),
    });
    expect(stderr).toBe(
      "meldpunt: local run at http://127.0.0.1:8787\nmeldpunt: Nothing is destroyed in elsewhere/⟨U+202E⟩a/.\nmeldpunt: Nor in elsewhere/b/.\n",
    );
    expect(JSON.parse((await run(name, ...id, "--file", file, "--json")).stdout)).toEqual(answer.body);
  });

  test("update sends the file to the controller of that id", async () => {
    const { run, received, file } = await localRun({ status: 200, body: record });
    expect(await run("update", "voorbeeld-bv", "--file", file)).toMatchObject({
      exitCode: 0,
      stdout: "Changed voorbeeld-bv, now version 3.\n",
    });
    expect(received).toMatchObject([
      { method: "PUT", path: "/controllers/voorbeeld-bv", body: JSON.stringify(input) },
    ]);
  });

  test("update sends why, beside what the file says", async () => {
    const { run, received, file } = await localRun({ status: 200, body: record });
    const because = "Addendum van 1 maart.";
    await run("update", "voorbeeld-bv", "--file", file, "--because", because);
    expect(received.map(({ body }) => JSON.parse(body))).toEqual([{ ...input, because }]);
  });

  test("history shows the versions of the record", async () => {
    const { changedAt: at, changedBy: by } = record;
    const body = { versions: [{ version: 3, at, by, because: "Een addendum.", record }] };
    const { run, received } = await localRun({ status: 200, body });
    const { exitCode, stdout } = await run("history", "voorbeeld-bv");
    expect(exitCode).toBe(0);
    for (const shown of ["Versions 1-2 were recorded before", by, "Een addendum."]) {
      expect(stdout).toContain(shown);
    }
    expect(received).toMatchObject([{ method: "GET", path: "/controllers/voorbeeld-bv/versions" }]);
  });

  test("tells which fields are wrong, one a line, and ends with 2", async () => {
    const errors = [
      { pointer: "/name", detail: "This field is required." },
      { pointer: "/contacts/0/email", detail: "This is our own domain." },
    ];
    const { run, file } = await localRun({ status: 400, body: { detail: "See errors.", errors } });
    const { exitCode, stdout, stderr } = await run("add", "--file", file);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("meldpunt: /name: This field is required.\n");
    expect(stderr).toContain("meldpunt: /contacts/0/email: This is our own domain.\n");
  });

  test("ends with 1 on any other refusal", async () => {
    const { run, file } = await localRun({ status: 409, body: { detail: "This id is in use already." } });
    const { exitCode, stderr } = await run("add", "--file", file);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("meldpunt: This id is in use already.\n");
  });

  test("says that there is none of that id, and ends with 1", async () => {
    const { run } = await localRun({ status: 404, body: { detail: "There is nothing here." } });
    const { exitCode, stderr } = await run("show", "example-ltd");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("meldpunt: There is no controller example-ltd.\n");
  });

  test("refuses a file that is not UTF-8, rather than a damaged name", async () => {
    const { run, received, broken } = await localRun();
    await writeFile(broken, Buffer.from('{ "name": "Zo\u00EB" }', "latin1"));
    const { exitCode, stderr } = await run("add", "--file", broken);
    expect({ exitCode, received }).toEqual({ exitCode: 2, received: [] });
    expect(stderr).toContain("is not JSON in UTF-8");
  });

  test("refuses a file that is not JSON before it speaks to anybody", async () => {
    const { run, received, broken } = await localRun();
    const { exitCode, stderr } = await run("add", "--file", broken);
    expect({ exitCode, received }).toEqual({ exitCode: 2, received: [] });
    expect(stderr).toContain("is not JSON");
  });
});
