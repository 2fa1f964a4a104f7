import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { eventLetter } from "../../../../infra/local/dead-letters/dead-letter.ts";
import { openDeadLetters } from "../../../../infra/local/dead-letters/dead-letter-files.ts";

function letterAt(at: string) {
  return eventLetter({ functionArn: "arn", attempts: 3, errorType: "Error", at: new Date(at) });
}

test("letters are kept by queue across restarts and listed oldest first", () => {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-letters-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(openDeadLetters(folder).list()).toEqual([]);
  const { put } = openDeadLetters(folder);
  put("Lost", letterAt("2026-11-22T10:00:00Z"));
  put("Lost", letterAt("2026-11-22T12:00:00Z"));
  put("Missed", letterAt("2026-11-22T11:00:00Z"));
  expect(readdirSync(folder).toSorted()).toEqual(["Lost.jsonl", "Missed.jsonl"]);
  expect(openDeadLetters(folder).list()).toEqual([
    { queue: "Lost", ...letterAt("2026-11-22T10:00:00Z") },
    { queue: "Missed", ...letterAt("2026-11-22T11:00:00Z") },
    { queue: "Lost", ...letterAt("2026-11-22T12:00:00Z") },
  ]);
});
