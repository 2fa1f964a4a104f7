import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { eventLetter } from "../../../../infra/local/dead-letters/dead-letter.ts";
import { openDeadLetters } from "../../../../infra/local/dead-letters/dead-letter-files.ts";

function letterAt(at: string) {
  return eventLetter({ functionArn: "arn", attempts: 3, errorType: "Error", at: new Date(at) });
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-letters-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("letters are kept by queue across restarts and listed oldest first", () => {
  const folder = emptyFolder();
  expect(openDeadLetters(folder).list()).toEqual([]);
  const { put } = openDeadLetters(folder);
  put("Lost", letterAt("2026-11-22T10:00:00Z"));
  put("Lost", letterAt("2026-11-22T12:00:00Z"));
  put("Missed", letterAt("2026-11-22T11:00:00Z"));
  expect(readdirSync(folder).toSorted()).toEqual(["Lost.jsonl", "Missed.jsonl"]);
  expect(openDeadLetters(folder).list()).toEqual([
    { queue: "Lost", id: expect.any(String), ...letterAt("2026-11-22T10:00:00Z") },
    { queue: "Missed", id: expect.any(String), ...letterAt("2026-11-22T11:00:00Z") },
    { queue: "Lost", id: expect.any(String), ...letterAt("2026-11-22T12:00:00Z") },
  ]);
});

test("letters are taken out by their ids, and no others", () => {
  const folder = emptyFolder();
  const { put, list, remove } = openDeadLetters(folder);
  put("Lost", letterAt("2026-11-22T10:00:00Z"));
  put("Lost", letterAt("2026-11-22T10:00:00Z"));
  put("Missed", letterAt("2026-11-22T11:00:00Z"));
  const [first, second, third] = list();
  remove([first?.id ?? "", "none"]);
  expect(openDeadLetters(folder).list()).toEqual([second, third]);
  expect(readdirSync(folder).toSorted()).toEqual(["Lost.jsonl", "Missed.jsonl"]);
});

// H3
test("the event of a letter is known until a restart, and where it is from for longer; nothing else of it is written", () => {
  const folder = emptyFolder();
  const { put, list, eventOf } = openDeadLetters(folder);
  const event = { source: "aws.ses", detail: { mail: "noor@example.org" } };
  put("Lost", letterAt("2026-11-22T10:00:00Z"), event);
  const [letter] = list();
  expect([letter?.source, eventOf(letter?.id ?? "")]).toEqual(["aws.ses", event]);
  expect(readFileSync(join(folder, "Lost.jsonl"), "utf8")).not.toContain("noor");
  const after = openDeadLetters(folder);
  expect([after.list(), after.eventOf(letter?.id ?? "")]).toEqual([[letter], undefined]);
});

test("letters of a release that gave them no id are told apart, and nobody takes them for runs by the clock", () => {
  const folder = emptyFolder();
  const lines = ["2026-11-22T10:00:00Z", "2026-11-22T11:00:00Z"].map((at) => JSON.stringify(letterAt(at)));
  writeFileSync(join(folder, "Lost.jsonl"), `${lines.join("\n")}\n`);
  const { list, remove } = openDeadLetters(folder);
  const [first, second] = list();
  expect([first?.source, second?.source]).toEqual(["unknown", "unknown"]);
  remove([first?.id ?? ""]);
  expect(list()).toEqual([second]);
});
