import { describe, expect, test } from "vitest";
import { type Canned, cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

const id = "voorbeeld-bv";
const controller = {
  id,
  name: "Voorbeeld B.V.",
  language: "nl",
  listed: true,
  contacts: [{ email: "privacy@voorbeeld.example", role: "privacy" }],
  storage: [],
  monthReading: "date_to_date",
  version: 1,
  changedAt: "2026-11-22T10:15:00.000Z",
  changedBy: "arn:aws:sts::123456789012:assumed-role/operator/noor",
};
const terminated = {
  reference: "AGR-7K3M-9QXT-2W5R",
  controllerId: id,
  controllerName: "Voorbeeld B.V.",
  state: "terminated",
  lastDay: "2026-12-31",
  reading: "date_to_date",
  dueDay: "2027-01-31",
  destroyNotBefore: "2027-01-31T23:00:00.000Z",
  destroyBy: "2027-02-07T23:00:00.000Z",
  steps: [
    { rule: "R10: data-processing agreement art. 11.4", text: "The last day.", result: "2026-12-31" },
    { rule: "R2: Reg. 1182/71", text: "The same date a month later.", result: "2027-01-31" },
  ],
  plan: [
    { store: "objects", where: "stack-bucket/controllers/voorbeeld-bv/", means: "deleted" },
    { store: "recovery", means: "expires", days: 7 },
    { store: "stream", means: "expires", days: 1 },
  ],
};
const because = "The controller wants it so.";

async function localRun(...answers: Canned[]) {
  const { url, received } = await cannedServer(...answers);
  const folder = await folderWith({ "run.json": runFile(url) });
  return {
    received,
    run: (...args: string[]) => meldpunt(["agreements", ...args], { MELDPUNT_DATA: folder }),
  };
}

const found = (changes = {}): Canned => ({ status: 200, body: { ...controller, ...changes } });
const created = (changes = {}): Canned => ({ status: 201, body: { ...terminated, ...changes } });

describe("meldpunt agreements terminate", () => {
  test("asks nothing, and tells the dates, the reading of the month, how they follow and the plan", async () => {
    const { run, received } = await localRun(found(), created());
    const { exitCode, stdout, stderr } = await run("terminate", id, "--last-day", "2026-12-31");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: "meldpunt: local run at http://127.0.0.1:8787\n",
    });
    expect(stdout).toMatch(/^AGR-7K3M-9QXT-2W5R: voorbeeld-bv \(Voorbeeld B\.V\.\)$/m);
    expect(stdout).toMatch(/^ {2}month reading +date_to_date$/m);
    expect(stdout).toMatch(/^ {2}due day +2027-01-31$/m);
    expect(stdout).toMatch(/^ {2}not before +2027-01-31T23:00:00.000Z$/m);
    expect(stdout).toMatch(/^ {2}finished by +2027-02-07T23:00:00.000Z$/m);
    expect(stdout).toContain("2. The same date a month later.\n     R2: Reg. 1182/71\n     = 2027-01-31\n");
    expect(stdout).toMatch(/^ {2}objects +deleted +stack-bucket\/controllers\/voorbeeld-bv\/$/m);
    expect(stdout).toMatch(/^ {2}recovery +empties itself within 7 days$/m);
    expect(stdout).toMatch(/^ {2}stream +empties itself within 1 day$/m);
    expect(stdout).toContain("meldpunt agreements withdraw-termination voorbeeld-bv\n");
    expect(received).toMatchObject([
      { method: "GET", path: "/controllers/voorbeeld-bv" },
      { method: "POST", path: "/controllers/voorbeeld-bv/termination", body: '{"lastDay":"2026-12-31"}' },
    ]);
  });

  test("gives programs all of the answer, and tells on stderr what it is warned of", async () => {
    const warnings = ["Nothing is destroyed in elsewhere/a/."];
    const { run } = await localRun(found(), created({ warnings }));
    const { stdout, stderr } = await run("terminate", id, "--last-day", "2026-12-31", "--json");
    expect(JSON.parse(stdout)).toEqual({ ...terminated, warnings });
    expect(stderr).toContain("meldpunt: Nothing is destroyed in elsewhere/a/.\n");
  });

  test("on an agreed day that is no earlier than the computed one asks nothing either", async () => {
    const { run, received } = await localRun(
      found(),
      created({ destroyAfter: "2027-03-01", because: "Zo\u202E." }),
    );
    const agreed = ["--destroy-after", "2027-03-01", "--because", because];
    const { exitCode, stdout } = await run("terminate", id, "--last-day", "2026-12-31", ...agreed);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}agreed day +2027-03-01$/m);
    expect(stdout).toMatch(/^ {2}because +Zo⟨U\+202E⟩\.$/m);
    expect(JSON.parse(received[1]?.body ?? "")).toEqual({
      lastDay: "2026-12-31",
      destroyAfter: "2027-03-01",
      because,
    });
  });

  // F18
  test.each([
    ["date_to_date", "2026-12-01", "2026-12-31", "2027-01-01"],
    ["full_calendar_month", "2026-12-01", "2027-01-30", "2027-01-31"],
  ])(
    "without a terminal needs --yes for a day earlier than the one computed by %s, and names that",
    async (monthReading, lastDay, day, computed) => {
      const { run, received } = await localRun(found({ monthReading }), found({ monthReading }), created());
      const args = ["terminate", id, "--last-day", lastDay, "--destroy-after", day, "--because", because];
      const { exitCode, stdout, stderr } = await run(...args);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).toContain(
        `meldpunt: ${day} is earlier than the computed day, ${computed}: run it on a terminal, or add --yes.\n`,
      );
      expect(received).toHaveLength(1);

      expect(await run(...args, "--yes")).toMatchObject({ exitCode: 0 });
      expect(JSON.parse(received[2]?.body ?? "")).toMatchObject({ destroyAfter: day, earlier: true });
    },
  );

  test.each([
    ["--destroy-after", "2027-03-01"],
    ["--because", because],
  ])("speaks to nobody when %s stands alone", async (option, value) => {
    const { run, received } = await localRun();
    const { exitCode, stderr } = await run("terminate", id, "--last-day", "2026-12-31", option, value);
    expect({ exitCode, received }).toEqual({ exitCode: 2, received: [] });
    expect(stderr).toContain("--destroy-after and --because belong together");
  });

  test("says that there is no such controller, and ends with 1", async () => {
    const { run } = await localRun({ status: 404, body: { detail: "There is nothing here." } });
    const { exitCode, stderr } = await run("terminate", id, "--last-day", "2026-12-31");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("meldpunt: There is no controller voorbeeld-bv.\n");
  });

  test("says why the API refuses, and ends with 1, or with 2 when a day is wrong", async () => {
    const detail = "The agreement with this controller has been terminated already.";
    const errors = [{ pointer: "/lastDay", detail: "This day has to lie between." }];
    const { run } = await localRun(found(), { status: 409, body: { detail } }, found(), {
      status: 400,
      body: { detail: "See errors.", errors },
    });
    const refused = await run("terminate", id, "--last-day", "2026-12-31");
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`meldpunt: ${detail}\n`) });
    const wrong = await run("terminate", id, "--last-day", "1999-12-31");
    expect(wrong).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("meldpunt: /lastDay: This day has to lie between.\n"),
    });
  });
});

describe("meldpunt agreements withdraw-termination", () => {
  // F3
  test("takes the termination back", async () => {
    const { run, received } = await localRun({ status: 200, body: { ...terminated, state: "withdrawn" } });
    expect(await run("withdraw-termination", id)).toMatchObject({
      exitCode: 0,
      stdout: "Withdrew AGR-7K3M-9QXT-2W5R: the agreement with voorbeeld-bv goes on.\n",
    });
    expect(received).toMatchObject([
      { method: "POST", path: "/controllers/voorbeeld-bv/termination/withdraw" },
    ]);
  });

  // F3
  test("ends with 1 and says so once the destruction has begun", async () => {
    const detail =
      "The destruction of the data has begun and cannot be undone. It began at 2027-02-01T09:00Z.";
    const { run } = await localRun({ status: 409, body: { detail } });
    const { exitCode, stderr } = await run("withdraw-termination", id);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`meldpunt: ${detail}\n`);
  });
});
