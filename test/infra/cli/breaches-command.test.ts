import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Canned, cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

const reference = "BR-7K3M-9QXT-2W5R";
const operator = "arn:aws:sts::123456789012:assumed-role/operator/noor";
const voorbeeld = { id: "voorbeeld-bv", name: "Voorbeeld B.V." };
const example = { id: "example-ltd", name: "Example Ltd" };
const report = {
  reference,
  state: "held",
  revision: 1,
  receivedAt: "2026-11-22T10:15:00.000Z",
  occurrence: "suspected",
  organisation: "Bakkerij De Korenaar",
  waiting: { since: "2026-11-22T10:15:00.000Z", sequences: [0, 1], updates: [1] },
};
const summary = { ...report, controllers: 2 };
const update = {
  sequence: 1,
  move: "update",
  at: "2026-11-22T11:15:00.000Z",
  by: "reporter",
  vouched: false,
  changes: { cause: "Een verkeerd adres." },
  note: "Meer volgt.",
};
const facts = { description: "Een bestand\nis verkeerd gemaild.", approximateRecords: { min: 10, max: 50 } };
const details = {
  ...report,
  waiting: { ...report.waiting, facts },
  organisationUnknown: true,
  controllers: [voorbeeld, example],
  reporter: { name: "Sanne Bakker", email: "sanne@subprocessor.example" },
  facts,
  attachments: [],
  entries: [update],
  notices: [],
  deliveries: [{ id: "desk-0", type: "desk", to: "breach-desk@processor.example", state: "delivered" }],
};
const confirmedDetails = {
  ...details,
  state: "confirmed",
  revision: 2,
  waiting: {
    ...report.waiting,
    facts: { ...facts, ...update.changes, approximateRecords: { min: 38, max: 38 } },
  },
  notices: [
    {
      controllerId: "voorbeeld-bv",
      chain: [
        { number: 1, type: "initial", state: "delivered", deliveredAt: "2026-11-22T12:15:03.000Z" },
        {
          number: 2,
          type: "follow_up",
          state: "undelivered",
          undeliveredAt: "2026-11-22T13:15:00.000Z",
          reason: "MessageRejected",
        },
      ],
    },
  ],
};

/** A local run that gives these answers, and files beside it. */
async function localRun(...answers: Canned[]) {
  const { url, received } = await cannedServer(...answers);
  const files = { "update.json": { cause: "Een verkeerd adres." }, "broken.json": "{" };
  const folder = await folderWith({ "run.json": runFile(url), ...files });
  return {
    run: (...args: string[]) => meldpunt(["breaches", ...args], { MELDPUNT_DATA: folder }),
    received,
    file: (name: keyof typeof files) => join(folder, name),
  };
}

const ok = (body: unknown): Canned => ({ status: 200, body });

describe("meldpunt breaches list", () => {
  test("shows one line for each", async () => {
    const { run, received } = await localRun(ok({ breaches: [summary], unreadable: [] }));
    const { exitCode, stdout } = await run("list");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["REFERENCE", "STATE", "RECEIVED", "OCCURRENCE", "CONTROLLERS", "ORGANISATION", "WAITS SINCE"],
      [reference, "held", report.receivedAt, "suspected", "2", "Bakkerij De Korenaar", report.waiting.since],
      [""],
    ]);
    expect(received).toMatchObject([{ path: "/breach-reports?desk=false" }]);
  });

  test("asks for page after page, and gives programs all of it", async () => {
    const other = { ...summary, reference: "BR-0000-0000-0001" };
    const { run, received } = await localRun(
      ok({ breaches: [summary], unreadable: [], next: other.reference }),
      ok({ breaches: [other], unreadable: [] }),
    );
    expect(JSON.parse((await run("list", "--desk", "--json")).stdout)).toEqual({
      breaches: [summary, other],
      unreadable: [],
    });
    expect(received.map(({ path }) => path)).toEqual([
      "/breach-reports?desk=true",
      "/breach-reports?desk=true&from=BR-0000-0000-0001",
    ]);
  });

  test("says so when there are none", async () => {
    const { run } = await localRun(ok({ breaches: [], unreadable: [] }));
    expect(await run("list", "--desk")).toMatchObject({ exitCode: 0, stdout: "There are none.\n" });
  });

  test("says on stderr which cannot be read, and shows the others", async () => {
    const hidden = ["BR-0000-0000-0001", "BR-0000-0000-0002"];
    const { run } = await localRun(
      ok({ breaches: [], unreadable: hidden.slice(0, 1), next: reference }),
      ok({ breaches: [summary], unreadable: hidden.slice(1) }),
    );
    const { exitCode, stdout, stderr } = await run("list");
    expect(exitCode).toBe(0);
    expect(stdout).toContain(reference);
    expect(stderr).toMatch(
      /^meldpunt: BR-0000-0000-0001 cannot be read.*\nmeldpunt: BR-0000-0000-0002 cannot be/m,
    );
  });
});

describe("meldpunt breaches show", () => {
  test("shows what a held report says, what waits, and who wrote what when", async () => {
    const { run, received } = await localRun(ok(details));
    const { exitCode, stdout } = await run("show", reference.toLowerCase());
    expect(exitCode).toBe(0);
    for (const shown of [
      "the report itself; entry 1",
      "name Sanne Bakker, email sanne@subprocessor.example",
      "Bakkerij De Korenaar",
      "Een bestand\n",
      "min 10, max 50",
      "voorbeeld-bv  Voorbeeld B.V.",
      "desk-0",
      "2026-11-22T11:15:00.000Z",
      "Een verkeerd adres.",
      "Meer volgt.",
      "--revision 1 ",
    ]) {
      expect(stdout).toContain(shown);
    }
    expect(stdout).not.toContain("What confirming changes");
    expect(received).toMatchObject([{ method: "GET", path: `/breach-reports/${reference}` }]);
  });

  test("shows of each notice how far it has come, since when, and why no further", async () => {
    const { run } = await localRun(ok(confirmedDetails));
    const lines = (await run("show", reference)).stdout.split("\n").map((line) => line.trim().split(/ {2,}/));
    expect(lines).toContainEqual([
      "waits for the desk",
      expect.stringContaining("the organisation, which is"),
    ]);
    expect(lines).toContainEqual([
      "voorbeeld-bv",
      "Voorbeeld B.V.",
      "1",
      "initial",
      "delivered",
      "2026-11-22T12:15:03.000Z",
    ]);
    expect(lines).toContainEqual([
      "voorbeeld-bv",
      "Voorbeeld B.V.",
      "2",
      "follow_up",
      "undelivered",
      "2026-11-22T13:15:00.000Z",
      "MessageRejected",
    ]);
  });

  test("shows of each fact that confirming would change what it is now and what it would be", async () => {
    const { run } = await localRun(ok(confirmedDetails));
    const { stdout } = await run("show", reference);
    expect(stdout.slice(stdout.indexOf("What confirming changes"))).toBe(
      [
        "What confirming changes",
        "  approximate records",
        "    now        min 10, max 50",
        "    confirmed  min 38, max 38",
        "  cause",
        "    now        nothing",
        "    confirmed  Een verkeerd adres.",
        "",
      ].join("\n"),
    );
  });

  test("shows what the desk wrote down", async () => {
    const dismissed = { sequence: 2, move: "dismiss", at: update.at, by: operator, vouched: true };
    const entries = [update, { ...dismissed, because: "A test." }];
    const { run } = await localRun(ok({ ...details, state: "dismissed", because: "A test.", entries }));
    const { stdout } = await run("show", reference);
    for (const shown of ["Entry 2: dismiss", operator, "A test."]) expect(stdout).toContain(shown);
  });

  test("shows the files, and which of them wait with what waits", async () => {
    const attachment = { id: "0123456789ab", number: 1, filename: "lijst.csv" };
    const looked = { contentType: "text/csv", size: 12, sha256: "0f".repeat(32), findings: [], scan: "off" };
    const file = { ...attachment, ...looked, announcedType: "text/csv", status: "received", at: update.at };
    const attach = { sequence: 2, move: "attach", at: update.at, by: "reporter", vouched: false, attachment };
    const waiting = { ...details.waiting, sequences: [0, 1, 2], updates: [1, 2] };
    const found = { ...details, waiting, attachments: [file], entries: [update, attach] };
    const { run } = await localRun(ok(found));
    const { stdout } = await run("show", reference);
    expect(stdout).toContain("the report itself; entry 1; entry 2 (file 1, lijst.csv)");
    for (const line of [
      "File 1: received",
      "bytes             12",
      "findings          none",
      "Entry 2: attach",
    ])
      expect(stdout).toContain(line);
    expect(stdout).toMatch(/about +file 1, lijst\.csv/);
  });

  test("gives programs all that the API tells", async () => {
    const body = { ...confirmedDetails, report: { language: "nl" }, more: 1 };
    const { run } = await localRun(ok(body));
    expect(JSON.parse((await run("show", reference, "--json")).stdout)).toEqual(body);
  });

  test("says that there is none of that reference, and ends with 1", async () => {
    const { run } = await localRun({ status: 404, body: { detail: "There is nothing here." } });
    const { exitCode, stderr } = await run("show", reference);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`meldpunt: There is no breach report ${reference}.\n`);
  });
});

describe("meldpunt breaches confirm", () => {
  test("does nothing without a terminal and without --yes, and ends with 2", async () => {
    const { run, received } = await localRun();
    const { exitCode, stdout, stderr } = await run("confirm", reference);
    expect({ exitCode, stdout, received }).toEqual({ exitCode: 2, stdout: "", received: [] });
    expect(stderr).toMatch(/^meldpunt: [^\n]*--yes[^\n]*\n$/);
  });

  test("with --yes tells to whom it sends, and confirms the revision that it has read", async () => {
    const after = { ...summary, state: "confirmed", revision: 2, waiting: undefined };
    const { run, received } = await localRun(ok(details), ok(after));
    const { exitCode, stdout, stderr } = await run("confirm", reference, "--yes");
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `${reference} is confirmed, with 2 controllers, at revision 2.\n`,
    });
    expect(stderr).toContain("Confirming sends an initial notice to 2 controllers:\n");
    expect(stderr).toContain("example-ltd   Example Ltd");
    expect(stderr).not.toContain("Sanne");
    expect(received).toMatchObject([
      { method: "GET", path: `/breach-reports/${reference}` },
      { method: "POST", path: `/breach-reports/${reference}/confirm`, body: '{"revision":1}' },
    ]);
  });

  test("tells of a confirmed report that its updates go out", async () => {
    const { run } = await localRun(
      ok({ ...confirmedDetails, controllers: [example] }),
      ok({ ...summary, state: "confirmed" }),
    );
    const { stderr, stdout } = await run("confirm", reference, "--yes", "--json");
    expect(stderr).toContain("Confirming sends a follow-up to 1 controller:\n");
    expect(JSON.parse(stdout)).toEqual({ ...summary, state: "confirmed" });
  });

  test.each([
    ["held", [1, 2], "an initial notice and a link to each attached file (1)"],
    ["confirmed", [1, 2], "a follow-up and a link to each attached file (1)"],
    ["confirmed", [2], "a link to each attached file (1)"],
  ])("tells of one that is %s and of which %j wait that it sends %s", async (state, updates, sent) => {
    const attach = { sequence: 2, move: "attach", at: update.at, by: "reporter", vouched: false };
    const entries = [update, { ...attach, attachment: { number: 1 } }];
    const waiting = { ...details.waiting, sequences: updates, updates };
    const { run } = await localRun(ok({ ...details, state, waiting, entries }), ok(summary));
    const { stderr } = await run("confirm", reference, "--yes");
    expect(stderr).toContain(`Confirming sends ${sent} to 2 controllers:\n`);
  });

  // D7
  test.each([
    [["threat"], "word of each file that was withheld (1)"],
    [
      ["threat", "clean", "threat"],
      "a link to each attached file (1) and word of each file that was withheld (2)",
    ],
  ])("tells of files with %j of a scan that it sends %s", async (scans, sent) => {
    const by = { at: update.at, by: "scan", vouched: false };
    const entries = scans.map((scan, n) => ({
      ...by,
      sequence: n + 1,
      move: scan === "threat" ? "withhold" : "attach",
      attachment: { number: n + 1, scan },
    }));
    const updates = entries.map(({ sequence }) => sequence);
    const waiting = { ...details.waiting, sequences: updates, updates };
    const { run } = await localRun(ok({ ...details, state: "confirmed", waiting, entries }), ok(summary));
    const { stderr } = await run("confirm", reference, "--yes");
    expect(stderr).toContain(`Confirming sends ${sent} to 2 controllers:\n`);
  });

  test.each([
    { ...details, controllers: [] },
    { ...confirmedDetails, waiting: { ...details.waiting, sequences: [0], updates: [] } },
    { ...confirmedDetails, state: "concluded", waiting: undefined },
  ])("leaves it to the API to say why there is nothing to send", async (seen) => {
    const { run } = await localRun(ok(seen), { status: 409, body: { detail: "Nothing waits." } });
    const { exitCode, stderr } = await run("confirm", reference, "--yes");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^meldpunt: local run[^\n]*\nmeldpunt: Nothing waits\.\n$/);
  });

  test("with --revision confirms what was seen then, and tells of nothing newer that it would send it", async () => {
    const detail = "Something has been added meanwhile.";
    const { run, received } = await localRun(ok(details), { status: 409, body: { detail } });
    const { exitCode, stdout, stderr } = await run("confirm", reference, "--revision", "0", "--yes");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^meldpunt: local run[^\n]*\nmeldpunt: Something has been added meanwhile\.\n$/);
    expect(received).toMatchObject([{ method: "GET" }, { body: '{"revision":0}' }]);
  });

  test("ends with 1 when something has come in meanwhile", async () => {
    const detail = "Something has been added meanwhile.";
    const { run } = await localRun(ok(details), { status: 409, body: { detail } });
    const { exitCode, stdout, stderr } = await run("confirm", reference, "--yes");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(`meldpunt: ${detail}\n`);
  });
});

describe("meldpunt breaches", () => {
  test("dismiss sends the reason, for the revision that it has read", async () => {
    const { run, received } = await localRun(ok(details), ok({ ...summary, state: "dismissed" }));
    expect(await run("dismiss", reference, "--because", "A test.")).toMatchObject({ exitCode: 0 });
    expect(received).toMatchObject([
      { method: "GET" },
      { path: `/breach-reports/${reference}/dismiss`, body: '{"revision":1,"because":"A test."}' },
    ]);
  });

  test.each([
    [["--controller", "voorbeeld-bv", "example-ltd"]],
    [["--controller", "voorbeeld-bv", "--controller", "example-ltd"]],
  ])("assign adds the controllers of %j", async (options) => {
    const { run, received } = await localRun(ok(summary));
    expect(await run("assign", reference, ...options)).toEqual({
      exitCode: 0,
      stdout: `${reference} is held, with 2 controllers, at revision 1. Something waits for the desk.\n`,
      stderr: "meldpunt: local run at http://127.0.0.1:8787\n",
    });
    expect(received).toMatchObject([
      {
        path: `/breach-reports/${reference}/assign`,
        body: '{"controllerIds":["voorbeeld-bv","example-ltd"]}',
      },
    ]);
  });

  test("assign --only says that there are no others", async () => {
    const { run, received } = await localRun(ok(summary));
    const { exitCode } = await run("assign", reference, "--controller", "example-ltd", "--only");
    expect(exitCode).toBe(0);
    expect(received).toMatchObject([{ body: '{"controllerIds":["example-ltd"],"only":true}' }]);
  });

  test.each([
    ["dismiss", ["--because", "A test."], '{"revision":4,"because":"A test."}'],
    ["assign", ["--controller", "example-ltd"], '{"revision":4,"controllerIds":["example-ltd"]}'],
    ["conclude", [], '{"revision":4}'],
    ["withdraw", ["--because", "A test."], '{"revision":4,"because":"A test."}'],
  ])("%s --revision holds for that revision only, whatever there is now", async (name, options, body) => {
    const { run, received } = await localRun(ok(summary));
    expect(await run(name, reference, ...options, "--revision", "4")).toMatchObject({ exitCode: 0 });
    expect(received).toMatchObject([{ method: "POST", path: `/breach-reports/${reference}/${name}`, body }]);
  });

  test("update --revision sends that beside what the file says", async () => {
    const { run, received, file } = await localRun(ok(summary));
    await run("update", reference, "--file", file("update.json"), "--revision", "4");
    expect(received).toMatchObject([{ body: '{"cause":"Een verkeerd adres.","revision":4}' }]);
  });

  test.each(["assign", "dismiss"])("the help of %s says what it does in which state", async (name) => {
    const { run } = await localRun();
    const { stdout } = await run(name, "--help");
    const said = stdout.replaceAll(/\s+/g, " ");
    expect(said).toContain(
      name === "assign"
        ? "While it is held nothing is sent; one that is confirmed goes to them at once"
        : "drop the updates and files that wait or, where none wait, the organisation that nobody knows",
    );
  });

  test("update sends the file", async () => {
    const { run, received, file } = await localRun(ok(summary));
    expect(await run("update", reference, "--file", file("update.json"))).toMatchObject({ exitCode: 0 });
    expect(received).toMatchObject([
      { path: `/breach-reports/${reference}/update`, body: '{"cause":"Een verkeerd adres."}' },
    ]);
  });

  test("update refuses a file that is not JSON before it speaks to anybody", async () => {
    const { run, received, file } = await localRun();
    const { exitCode, stderr } = await run("update", reference, "--file", file("broken.json"));
    expect({ exitCode, received }).toEqual({ exitCode: 2, received: [] });
    expect(stderr).toContain("is not JSON");
  });

  test("update tells which fields are wrong, one a line, and ends with 2", async () => {
    const errors = [{ pointer: "/cause", detail: "This has to be text." }];
    const { run, file } = await localRun({ status: 400, body: { detail: "See errors.", errors } });
    const { exitCode, stderr } = await run("update", reference, "--file", file("update.json"));
    expect(exitCode).toBe(2);
    expect(stderr).toContain("meldpunt: /cause: This has to be text.\n");
  });

  test.each([
    [["conclude", reference], "conclude", "{}"],
    [["withdraw", reference, "--because", "No data in it."], "withdraw", '{"because":"No data in it."}'],
  ])("%j ends a report", async (args, route, body) => {
    const { run, received } = await localRun(ok(summary));
    expect(await run(...args)).toMatchObject({ exitCode: 0 });
    expect(received).toMatchObject([{ method: "POST", path: `/breach-reports/${reference}/${route}`, body }]);
  });
});
