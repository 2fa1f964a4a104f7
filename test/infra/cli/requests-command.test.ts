import { describe, expect, test } from "vitest";
import { type Canned, cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

const reference = "DSR-7K3M-9QXT-2W5R";
const operator = "arn:aws:sts::123456789012:assumed-role/operator/noor";
const controller = { id: "voorbeeld-bv", name: "Voorbeeld B.V." };
const waiting = {
  reference,
  status: "received",
  waiting: true,
  receivedAt: "2026-11-22T10:15:00.000Z",
  respondBy: { conservative: "2026-12-22", latestLawful: "2026-12-22" },
  controller: null,
};
const summary = { ...waiting, organisation: "Bakkerij \u001b[31mDe Korenaar", rights: ["access", "erasure"] };
const older = {
  ...summary,
  reference: "DSR-0000-0000-0001",
  status: "forwarded",
  waiting: false,
  receivedAt: "2026-11-21T10:15:00.000Z",
  controller,
};
const details = {
  ...waiting,
  language: "nl",
  submission: {
    organisation: "De Korenaar",
    rights: ["access"],
    dataSubject: { name: "Noor de Vries", email: "noor@example.org" },
  },
  timeline: [{ at: waiting.receivedAt, event: "received" }],
  attachments: [],
  entries: [],
  deliveries: [
    {
      id: "desk",
      type: "desk",
      to: "privacy-desk@processor.example",
      state: "delivered",
      createdAt: waiting.receivedAt,
      deliveredAt: "2026-11-22T10:15:09.000Z",
    },
  ],
};
const assigned = { ...summary, waiting: false, controller };

/** A local run that gives these answers. */
async function localRun(...answers: Canned[]) {
  const { url, received } = await cannedServer(...answers);
  const folder = await folderWith({ "run.json": runFile(url) });
  return {
    run: (...args: string[]) => meldpunt(["requests", ...args], { MELDPUNT_DATA: folder }),
    received,
  };
}

const ok = (body: unknown): Canned => ({ status: 200, body });

describe("meldpunt requests list", () => {
  test("shows one line for each, newest first, over all pages, and names what cannot be read", async () => {
    const { run, received } = await localRun(
      ok({ requests: [older], unreadable: ["DSR-0000-0000-0002"], next: "voorbeeld-bv/" }),
      ok({ requests: [summary], unreadable: [] }),
    );
    const { exitCode, stdout, stderr } = await run("list");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").map((line) => line.split(/ {2,}/)[0])).toEqual([
      "REFERENCE",
      reference,
      older.reference,
      "",
    ]);
    expect(stdout).toMatch(/waits for the desk .*2026-12-22 .*De Korenaar .*access, erasure/);
    expect(stdout).not.toContain("\u001b");
    expect(stderr).toContain("DSR-0000-0000-0002 cannot be read");
    expect(received.map(({ path }) => path)).toEqual(["/requests", "/requests?from=voorbeeld-bv%2F"]);
  });

  test("asks for the desk's or a controller's alone, and gives programs all that is known", async () => {
    const page = ok({ requests: [{ ...summary, addedLater: 1 }], unreadable: [] });
    const { run, received } = await localRun(page, page);
    expect(JSON.parse((await run("list", "--desk", "--json")).stdout)).toEqual(page.body);
    await run("list", "--controller", "voorbeeld-bv");
    expect(received.map(({ path }) => path)).toEqual([
      "/requests?desk=true",
      "/requests?controllerId=voorbeeld-bv",
    ]);
    expect((await run("list", "--controller", "voorbeeld-bv", "--desk")).exitCode).toBe(2);
  });
});

test("meldpunt requests show tells all that is known of one", async () => {
  const { run, received } = await localRun(
    ok({
      ...details,
      entries: [
        { sequence: 1, move: "close", at: "2026-11-22T11:15:00.000Z", by: operator, because: "Gebeld." },
      ],
    }),
  );
  const { exitCode, stdout } = await run("show", reference.toLowerCase());
  expect(exitCode).toBe(0);
  for (const shown of [
    "received, waits for the desk",
    "not known",
    "name Noor de Vries, email noor@example.org",
    "2026-11-22T10:15:00.000Z  received",
    "privacy-desk@processor.example  delivered  2026-11-22T10:15:09.000Z",
    "Entry 1: close",
    "Gebeld.",
    operator,
  ])
    expect(stdout).toContain(shown);
  expect(received).toMatchObject([{ method: "GET", path: `/requests/${reference}` }]);
});

// C4, D4
test("meldpunt requests show tells of each file what it is, whatever it is called", async () => {
  const looked = {
    contentType: "application/pdf",
    size: 123_456,
    sha256: "0f".repeat(32),
    findings: ["mismatch", "dangerous"],
    scan: "unscanned",
  };
  const name = "factuur\u202Efdp.exe\u001B[31m\nFile 9: received";
  const file = { id: "0123456789ab", number: 1, filename: name, announcedType: "image/png" };
  const files = [
    { ...file, ...looked, status: "received", at: "2026-11-22T11:15:00.000Z" },
    { id: "ba9876543210", number: 2, status: "awaited", at: "2026-11-22T11:20:00.000Z" },
  ];
  const entry = { sequence: 1, move: "attach", at: "2026-11-22T11:15:00.000Z", by: "person" };
  const attachment = { number: 1, filename: name };
  const shown = ok({ ...details, attachments: files, entries: [{ ...entry, attachment }] });
  const { run } = await localRun(shown, shown);
  const { stdout } = await run("show", reference);
  const called = "factuur⟨U+202E⟩fdp.exe⟨U+001B⟩[31m\n                    File 9: received";
  expect(stdout.slice(stdout.indexOf("File 1"))).toBe(
    [
      "File 1: received",
      "  id                0123456789ab",
      `  called by sender  ${called}`,
      "  announced as      image/png",
      "  since             2026-11-22T11:15:00.000Z",
      "  type              application/pdf",
      "  bytes             123456",
      `  sha256            ${"0f".repeat(32)}`,
      "  findings          mismatch; dangerous",
      "  scan              unscanned",
      "",
      "File 2: awaited",
      "  id     ba9876543210",
      "  since  2026-11-22T11:20:00.000Z",
      "",
      "Entry 1: attach",
      "  at     2026-11-22T11:15:00.000Z",
      "  by     person",
      "  about  file 1, factuur⟨U+202E⟩fdp.exe⟨U+001B⟩[31m\n         File 9: received",
      "",
    ].join("\n"),
  );
  expect(JSON.parse((await run("show", reference, "--json")).stdout)).toEqual(shown.body);
});

describe("meldpunt requests assign", () => {
  test("says what goes to whom, and asks nothing where nobody can answer", async () => {
    const { run, received } = await localRun(ok(details), ok(controller), ok(assigned));
    const { exitCode, stdout, stderr } = await run("assign", reference, "--controller", "voorbeeld-bv");
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `${reference} is assigned, with Voorbeeld B.V. (voorbeeld-bv).\n`,
    });
    expect(stderr).toContain(`Assigning sends ${reference}`);
    expect(stderr).not.toContain("Noor");
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /requests/${reference}`,
      "GET /controllers/voorbeeld-bv",
      `POST /requests/${reference}/assign`,
    ]);
    expect(received.at(-1)?.body).toBe('{"controllerId":"voorbeeld-bv"}');
  });

  test("tells why it is refused where it is with a controller already", async () => {
    const refused = { status: 409, body: { detail: "This request is with a controller already." } };
    const { run } = await localRun(ok({ ...details, waiting: false, controller }), refused);
    const { exitCode, stdout, stderr } = await run("assign", reference, "--controller", "example-ltd");
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("This request is with a controller already.");
    expect(stderr).not.toContain("Assigning sends");
  });
});

test("meldpunt requests close sends the reason, and needs one", async () => {
  const { run, received } = await localRun(ok({ ...summary, status: "closed", waiting: false }));
  const { exitCode, stdout } = await run("close", reference, "--because", "Geen klant.");
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: `${reference} is closed, with no controller.\n`,
  });
  expect(received).toMatchObject([
    { method: "POST", path: `/requests/${reference}/close`, body: '{"because":"Geen klant."}' },
  ]);
  expect((await run("close", reference)).exitCode).toBe(2);
});
