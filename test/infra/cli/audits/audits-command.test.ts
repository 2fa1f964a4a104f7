import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { auditDetails } from "../../../../infra/cli/audits/audit-answer.ts";
import { showText } from "../../../../infra/cli/audits/audit-text.ts";
import { localRunWith } from "../in-process.ts";

const reference = "AUD-7K3M-9QXT-2W5R";
const audit = {
  reference,
  controllerId: "voorbeeld-bv",
  controllerName: "Voorbeeld\u202E B.V.",
  state: "reports_offered",
  requestedOn: "2026-11-22",
  startsOn: "2027-01-11",
  informationDue: "2026-12-06",
  informationLate: true,
  findings: 0,
  openFollowUps: [3],
};
const step = { rule: "R13: data-processing agreement", text: "Two weeks later.", result: "2026-12-06" };
describe("meldpunt audits", () => {
  test("request sends the file under a key of its own, and tells what comes next", async () => {
    const files = { "audit.json": { startsOn: "2027-01-11" } };
    const { run, received, folder } = await localRunWith(files, { status: 201, body: audit });
    const { stdout } = await run("audits", "request", "voorbeeld-bv", "--file", join(folder, "audit.json"));
    expect(stdout).toContain(`${reference} is reports offered.`);
    expect(stdout).toContain(`meldpunt audits confirm ${reference} --reports-insufficient`);
    expect(received).toMatchObject([{ method: "POST", path: "/audits" }]);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      startsOn: "2027-01-11",
      controllerId: "voorbeeld-bv",
      key: expect.stringMatching(/^[0-9a-z]{26}$/),
    });
  });

  test("follow-up sends what is to be done by when", async () => {
    const { run, received } = await localRunWith({}, { status: 201, body: { ...audit, state: "planned" } });
    const args = [
      "audits",
      "follow-up",
      reference.toLowerCase(),
      "--text",
      "Sluiten.",
      "--due",
      "2027-03-01",
    ];
    const { stdout } = await run(...args);
    expect(stdout).toContain("is planned. It begins on 2027-01-11. Information: due by 2026-12-06, late.");
    expect(stdout).toContain("Follow-ups still to be done: 3.");
    expect(received).toMatchObject([{ path: `/audits/${reference}/entries` }]);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      move: "follow_up",
      text: "Sluiten.",
      due: "2027-03-01",
      key: expect.stringMatching(/^[0-9a-z]{26}$/),
    });
  });

  test("list shows one line for each, and nothing that was typed disturbs the terminal", async () => {
    const { run, received } = await localRunWith(
      {},
      { status: 200, body: { audits: [audit], unreadable: [] } },
    );
    const { stdout } = await run("audits", "list", "--controller", "voorbeeld-bv");
    expect(stdout).toMatch(/^AUD-\S+ +reports offered +voorbeeld-bv +Voorbeeld⟨U\+202E⟩ B\.V\./m);
    expect(received).toMatchObject([{ path: "/audits?controllerId=voorbeeld-bv" }]);
  });
});

describe("an audit for people", () => {
  test("says how its dates follow, and what was told of it", () => {
    const text = showText(
      auditDetails.parse({
        ...audit,
        days: 2,
        expert: { name: "R. Jansen", organisation: "Jansen Audit", independent: true, confidential: true },
        scope: "Artikel 6.",
        derivations: { informationDue: [step], earliestStart: [step] },
        entries: [
          { sequence: 1, move: "follow_up", at: "2026-11-23T10:15:00.000Z", by: "arn", text: "Sluiten." },
        ],
        mails: [{ id: "letter-0-0", to: "privacy@voorbeeld.example", state: "delivered" }],
      }),
    );
    for (const told of ["R. Jansen, Jansen Audit", "Two weeks later.", "Entry 1: follow-up", "letter-0-0"]) {
      expect(text).toContain(told);
    }
  });
});
