import { describe, expect, test } from "vitest";
import { listText, totalsText } from "../../../infra/cli/assistance-text.ts";
import { localRunWith } from "./in-process.ts";

const recorded = {
  reference: "AST-7K3M-9QXT-2W5R",
  controllerId: "voorbeeld-bv",
  controllerName: "Voorbeeld B.V.",
  at: "2026-11-22T10:15:00.000Z",
  by: "arn:aws:sts::123456789012:assumed-role/operator/noor",
  kind: "request",
  about: "DSR-7K3M-9QXT-2W5R",
  doneOn: "2026-11-20",
  minutes: 45,
  chargeable: true,
};
const total = {
  controllerId: "voorbeeld-bv",
  name: "Voorbeeld\u202E B.V.",
  kind: "request",
  minutes: 45,
  chargeableMinutes: 30,
};

describe("meldpunt assistance", () => {
  test("record sends what was done, and tells that the controller is told", async () => {
    const { run, received } = await localRunWith({}, { status: 201, body: recorded });
    const about = ["--about", "dsr-7k3m-9qxt-2w5r", "--on", "2026-11-20", "--charge"];
    const did = ["--kind", "request", "--minutes", "45", "--description", "Opgezocht."];
    const { stdout } = await run("assistance", "record", "voorbeeld-bv", ...did, ...about);
    expect(stdout).toBe("Recorded AST-7K3M-9QXT-2W5R: 45 minutes, charged; voorbeeld-bv is told.\n");
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      controllerId: "voorbeeld-bv",
      kind: "request",
      minutes: 45,
      description: "Opgezocht.",
      about: "DSR-7K3M-9QXT-2W5R",
      doneOn: "2026-11-20",
      chargeable: true,
      key: expect.any(String),
    });
  });

  test.each([
    ["--minutes", "1.5"],
    ["--on", "2026-02-30"],
    ["--kind", "cleaning"],
    ["--key", "short"],
  ])("record speaks to nobody where %s is %s", async (option, value) => {
    const { run, received } = await localRunWith({});
    const did = ["--kind", "request", "--minutes", "45", "--description", "Opgezocht.", option, value];
    await expect(run("assistance", "record", "voorbeeld-bv", ...did)).rejects.toThrow(option);
    expect(received).toEqual([]);
  });

  test("totals gives programs the totals", async () => {
    const answer = { totals: [total], unreadable: [] };
    const { run, received } = await localRunWith({}, { status: 200, body: answer });
    const { stdout } = await run("assistance", "totals", "--json");
    expect(JSON.parse(stdout)).toEqual(answer);
    expect(received).toMatchObject([{ path: "/assistance?totals=true" }]);
  });

  test("list gives all pages, and tells of what cannot be read in any", async () => {
    const row = { ...recorded, mails: [] };
    const pages = [
      { assistance: [row], unreadable: ["AST-0000-0000-0001"], next: "AST-8888-9QXT-2W5R" },
      { assistance: [{ ...row, minutes: 1 }], unreadable: [] },
    ];
    const { run, received } = await localRunWith({}, ...pages.map((body) => ({ status: 200, body })));
    const { stdout, stderr } = await run("assistance", "list", "--controller", "voorbeeld-bv", "--json");
    expect(JSON.parse(stdout)).toEqual({
      assistance: [row, { ...row, minutes: 1 }],
      unreadable: ["AST-0000-0000-0001"],
    });
    expect(stderr).toContain("AST-0000-0000-0001 cannot be read");
    expect(received.map(({ path }) => path)).toEqual([
      "/assistance?controllerId=voorbeeld-bv",
      "/assistance?controllerId=voorbeeld-bv&from=AST-8888-9QXT-2W5R",
    ]);
  });
});

describe("help for people", () => {
  test("is one line for each, with how far its mail is", () => {
    const [, row] = listText([{ ...recorded, mails: [{ id: "letter-0-0", state: "delivered" }] }]).split(
      "\n",
    );
    expect(row?.split(/ {2,}/)).toEqual([
      recorded.reference,
      "2026-11-20",
      "voorbeeld-bv",
      "request",
      "45",
      "yes",
      recorded.about,
      "delivered",
    ]);
    expect(listText([])).toBe("There is none.");
  });

  test("is added up in one line for each controller and kind", () => {
    const [, row] = totalsText([total]).split("\n");
    expect(row).toMatch(/^voorbeeld-bv +Voorbeeld⟨U\+202E⟩ B\.V\. +request +45 +30$/);
  });
});
