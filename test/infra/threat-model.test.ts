import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "infra/threat-model.md"), "utf8");

const flows = page.split(/^## /m).slice(1);
const rows = flows.flatMap((flow) =>
  flow.split("\n").filter((line) => /^\| (?!who,|-)/.test(line) && !/^\|-/.test(line)),
);

/** The tests that a row names, each as its file and its sentence. */
function namedTests(row: string): { file: string; sentence: string }[] {
  const shownBy = row.split(" | ").at(-1) ?? "";
  return [...shownBy.matchAll(/`([^`]+\.test\.ts)` "([^"]+)"/g)].map(([, file = "", sentence = ""]) => ({
    file,
    sentence,
  }));
}

test("every flow has attackers, and every one of them is stopped by something that a test shows", () => {
  expect(flows.map((flow) => flow.split("\n")[0])).toEqual([
    "Request",
    "Breach",
    "Termination and destruction",
    "Evidence",
    "Attachments",
    "Desk and operators",
  ]);
  expect(flows.filter((flow) => !flow.includes("\n| "))).toEqual([]);
  expect(rows.filter((row) => namedTests(row).length === 0)).toEqual([]);
});

test("every sentence that the threat model names is that of a test in its file", () => {
  const missing = rows.flatMap(namedTests).filter(({ file, sentence }) => {
    const path = join(root, "test", file);
    return !existsSync(path) || !readFileSync(path, "utf8").includes(`"${sentence}"`);
  });
  expect(missing).toEqual([]);
});
