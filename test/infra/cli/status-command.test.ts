import { describe, expect, test } from "vitest";
import type { ShownConcern } from "../../../infra/cli/status-answer.ts";
import { type Paint, statusText } from "../../../infra/cli/status-text.ts";
import { cannedServer, folderWith, meldpunt, runFile } from "./run-meldpunt.ts";

const at = "2026-11-22T10:15:00.000Z";
const undelivered: ShownConcern = {
  kind: "undelivered",
  level: "red",
  reference: "DSR-7K3M-9QXT-2W5R",
  controllerId: "voorbeeld-bv",
  since: "2026-11-22T07:00:00.000Z",
  what: "The request mail reached none of the controller's contacts: tell it some other way.",
  next: 'mails settle DSR-7K3M-9QXT-2W5R request_3 --because "…"',
};
const audit: ShownConcern = {
  kind: "audit",
  level: "yellow",
  reference: "AUD-7K3M-9QXT-2W5R",
  controllerId: "example-ltd",
  since: "2026-11-12T10:15:00.000Z",
  due: "2026-11-26T23:00:00.000Z",
  what: "The controller has not been given the information for its audit yet.",
  next: "audits show AUD-7K3M-9QXT-2W5R",
};
const both = { at, concerns: [undelivered, audit], counts: { red: 1, yellow: 1 } };
const none = { at, concerns: [], counts: { red: 0, yellow: 0 } };
const plain: Paint = (_, text) => text;

/** What `meldpunt` prints with these words, where the operator API answers so. */
async function run(body: unknown, ...args: string[]) {
  const { url, received } = await cannedServer({ status: 200, body });
  const folder = await folderWith({ "run.json": runFile(url) });
  return { ...(await meldpunt(args, { MELDPUNT_DATA: folder })), received };
}

describe("what needs a human, as text", () => {
  test("has each matter once, worst first, with how long it waits, until when, and the command that helps", () => {
    expect(statusText(both, plain)).toBe(
      `1 red, 1 yellow.

RED undelivered: The request mail reached none of the controller's contacts: tell it some other way.
  DSR-7K3M-9QXT-2W5R  voorbeeld-bv  waits 3 hours    meldpunt mails settle DSR-7K3M-9QXT-2W5R request_3 --because "…"

YELLOW audit: The controller has not been given the information for its audit yet.
  AUD-7K3M-9QXT-2W5R  example-ltd  waits 10 days  due 2026-11-26T23:00:00.000Z  meldpunt audits show AUD-7K3M-9QXT-2W5R`,
    );
  });

  test("colours the level, and nothing else", () => {
    const text = statusText(both, (level, word) => `<${level}>${word}</>`);
    expect(text.match(/<\w+>[^<]*<\/>/g)).toEqual(["<red>RED</>", "<yellow>YELLOW</>"]);
  });

  test("fits on a screen, however much there is, and says how much more", () => {
    const concerns = Array.from({ length: 500 }, () => undelivered);
    const text = statusText({ at, concerns, counts: { red: 1_200, yellow: 0 } }, plain);
    expect(text.split("\n").length).toBeLessThan(24);
    expect(text).toContain("and 495 more: add --json to see all");
    expect(text).toContain("700 more are not shown");
  });

  test("cannot be disturbed by what the API says", () => {
    expect(statusText({ ...both, concerns: [{ ...audit, what: "a\u001b[2Jb" }] }, plain)).toContain(
      "a⟨U+001B⟩[2Jb",
    );
  });

  test("says so where there is nothing", () => {
    expect(statusText(none, plain)).toBe("Nothing needs you.");
  });
});

describe("meldpunt status", () => {
  test("ends with 1 when anything is red, without colour where it is no terminal", async () => {
    const { exitCode, stdout, received } = await run(both, "status");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: `${statusText(both, plain)}\n` });
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /status"]);
  });

  test("ends with 0 when nothing is red, and gives all of it as JSON", async () => {
    const yellow = { ...both, concerns: [audit], counts: { red: 0, yellow: 1 } };
    const { exitCode, stdout } = await run(yellow, "status", "--json");
    expect({ exitCode, found: JSON.parse(stdout) }).toEqual({ exitCode: 0, found: yellow });
  });
});

describe("meldpunt mails", () => {
  test("lists those that nobody got or read", async () => {
    const { exitCode, stdout } = await run(both, "mails", "list", "--json");
    expect({ exitCode, found: JSON.parse(stdout) }).toEqual({ exitCode: 0, found: { mails: [undelivered] } });
  });

  test("settles one", async () => {
    const settled = { at, by: "arn:aws:iam::000000000000:user/operator", because: "Told by telephone." };
    const words = ["mails", "settle", "dsr-7k3m-9qxt-2w5r", "request_3", "--because", settled.because];
    const answer = { reference: "DSR-7K3M-9QXT-2W5R", id: "request_3", settled };
    const { exitCode, stdout, received } = await run(answer, ...words);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: "The mail request_3 of DSR-7K3M-9QXT-2W5R is settled.\n",
    });
    expect(received.map(({ method, path, body }) => [method, path, JSON.parse(body)])).toEqual([
      ["POST", "/mails/DSR-7K3M-9QXT-2W5R/request_3/settle", { because: settled.because }],
    ]);
  });
});
