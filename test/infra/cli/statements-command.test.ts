import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Canned, cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

const request = {
  reference: "STM-7K3M-9QXT-2W5R",
  state: "late",
  controllerId: "voorbeeld-bv",
  controllerName: "Voorbeeld \u202eB.V.",
  topics: ["measures", "countries"],
  open: ["countries"],
  via: "link",
  receivedAt: "2026-11-22T10:15:00.000Z",
  due: "2026-11-29T10:15:00.000Z",
  mails: [{ id: "letter-0-0", state: "delivered" }],
};

/** A local run that gives these answers, and the two texts of a statement beside it. */
async function localRun(...answers: Canned[]) {
  const { url, received } = await cannedServer(...answers);
  const files = { "nl.txt": "Sloten.", "en.txt": "Locks." };
  const folder = await folderWith({ "run.json": runFile(url), ...files });
  return {
    run: (...args: string[]) => meldpunt(["statements", ...args], { MELDPUNT_DATA: folder }),
    received,
    texts: ["--nl", join(folder, "nl.txt"), "--en", join(folder, "en.txt")],
  };
}

describe("meldpunt statements", () => {
  test("list shows what is open or late, and nothing that disturbs the terminal", async () => {
    const { run, received } = await localRun({ status: 200, body: { requests: [request], unreadable: [] } });
    const { exitCode, stdout } = await run("list");
    expect([exitCode, received[0]?.path]).toEqual([0, "/statements/requests"]);
    expect(stdout).toMatch(
      /^STM-7K3M-9QXT-2W5R {2}late .* Voorbeeld ⟨U\+202E⟩B\.V\. +link +countries +delivered$/m,
    );
  });

  test("record asks for some topics, under a key of its own", async () => {
    const { run, received } = await localRun({ status: 201, body: request });
    const { exitCode, stdout } = await run("record", "voorbeeld-bv", "--topic", "measures", "countries");
    expect([exitCode, stdout]).toEqual([
      0,
      "Recorded STM-7K3M-9QXT-2W5R; voorbeeld-bv is answered by mail. Not on record yet: countries.\n",
    ]);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      controllerId: "voorbeeld-bv",
      topics: ["measures", "countries"],
      via: "mail",
      key: expect.stringMatching(/^[0-9a-z]{26}$/),
    });
  });

  test("publish sends both texts, and tells whose requests they answered", async () => {
    const answered = ["STM-7K3M-9QXT-2W5R"];
    const body = {
      topic: "measures",
      version: 2,
      nl: "Sloten.",
      en: "Locks.",
      at: "2026-11-22T10:15:00.000Z",
    };
    const { run, received, texts } = await localRun({
      status: 201,
      body: { ...body, by: "arn:noor", isNew: true, answered, unreadable: [] },
    });
    const { exitCode, stdout } = await run("publish", "measures", ...texts, "--because", "Nieuw.");
    expect([exitCode, stdout]).toEqual([
      0,
      "Recorded version 2 of measures. 1 open request is answered: STM-7K3M-9QXT-2W5R.\n",
    ]);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      topic: "measures",
      nl: "Sloten.",
      en: "Locks.",
      because: "Nieuw.",
    });
  });
});
