import { describe, expect, test } from "vitest";
import { announcedText } from "../../../infra/cli/sub-processor-text.ts";
import { type Canned, cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

const hosting = {
  id: "hosting-bv",
  version: 3,
  name: "Hosting \u202eB.V.",
  country: "NL",
  bound: false,
};
const announcement = {
  version: 3,
  change: "intended",
  effectiveFrom: "2027-02-01",
  at: "2026-11-22T10:15:00.000Z",
  by: "arn:noor",
};

/** A local run that gives these answers. */
async function localRun(...answers: Canned[]) {
  const { url, received } = await cannedServer(...answers);
  const folder = await folderWith({ "run.json": runFile(url) });
  return {
    run: (...args: string[]) => meldpunt(["sub-processors", ...args], { MELDPUNT_DATA: folder }),
    received,
  };
}

const ok = (body: unknown): Canned => ({ status: 200, body });
const announce = ["announce", "hosting-bv", "--change", "intended", "--from", "2027-02-01"];

describe("meldpunt sub-processors", () => {
  test("announce goes on until nobody remains, for the version that is to be announced", async () => {
    const { run, received } = await localRun(
      ok({ subProcessors: [hosting] }),
      ok({ ...announcement, announced: 250, remaining: 150 }),
      ok({ ...announcement, announced: 400, remaining: 0 }),
    );
    const why = ["--because-nl", "Wij verhuizen.", "--because-en", "We are moving."];
    const { exitCode, stdout, stderr } = await run(...announce, "--record-version", "2", ...why, "--yes");
    expect([exitCode, stdout]).toEqual([0, "Told 400 controllers: intended from 2027-02-01.\n"]);
    expect(stderr).toContain(
      "This mails every controller: Hosting ⟨U+202E⟩B.V., version 2, intended from 2027-02-01.\n",
    );
    const because = { nl: "Wij verhuizen.", en: "We are moving." };
    const said = { version: 2, change: "intended", effectiveFrom: "2027-02-01", because };
    expect(received.slice(1).map(({ body }) => JSON.parse(body))).toEqual([said, said]);
  });

  test("announce asks first, and there has to be somebody to ask", async () => {
    const { run, received } = await localRun();
    const { exitCode, stderr } = await run(...announce);
    expect([exitCode, received]).toEqual([2, []]);
    expect(stderr).toContain("This mails every controller: run it on a terminal, or add --yes.");
  });

  test("announce says why in both languages or not at all", async () => {
    const { run, received } = await localRun();
    const { exitCode, stderr } = await run(...announce, "--because-nl", "Wij verhuizen.", "--yes");
    expect([exitCode, received]).toEqual([2, []]);
    expect(stderr).toContain("--because-nl and --because-en belong together");
  });

  test.each([
    [1, "Told 1 controller: intended from 2027-02-01."],
    [2, "Told 2 controllers: intended from 2027-02-01. Still to be told: 1."],
  ])("announce counts %i as people do", (announced, said) => {
    expect(announcedText({ ...announcement, announced, remaining: announced - 1 })).toBe(said);
  });

  test("status shows who was told, how the period was found, and what was objected", async () => {
    const told = {
      reference: "SUB-7K3M-9QXT-2W5R",
      controllerId: "voorbeeld-bv",
      controllerName: "Voorbeeld B.V.",
      mails: [{ id: "letter-0-0", state: "delivered" }],
      period: {
        deliveredAt: "2026-11-22T10:20:00.000Z",
        lastDay: "2026-12-06",
        steps: [{ rule: "R13: weeks", text: "The same weekday 2 weeks later.", result: "2026-12-06" }],
      },
      mayObject: false,
      objections: [
        { sequence: 2, at: "2026-11-23T10:00:00.000Z", name: "Sam", arguments: "Buiten de EU.\u202e" },
      ],
      answers: [],
      unanswered: 1,
    };
    const { run } = await localRun(
      ok({
        subProcessor: hosting,
        announcements: [{ ...announcement, controllers: [told], untold: ["nieuw-bv"] }],
        unreadable: [],
      }),
    );
    const { exitCode, stdout } = await run("status", "hosting-bv");
    expect(exitCode).toBe(0);
    for (const said of [
      /hosting-bv +Hosting ⟨U\+202E⟩B\.V\. +NL +NOT BOUND/,
      /untold +nieuw-bv/,
      /meldpunt sub-processors announce hosting-bv --change intended --from 2027-02-01 --record-version 3$/m,
      /Objection 2 of 2026-11-23/,
      /may object until +2026-12-06 \(over\)/,
      /1\. The same weekday 2 weeks later\./,
      /arguments +Buiten de EU\.⟨U\+202E⟩/,
    ])
      expect(stdout).toMatch(said);
  });
});
