import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { digestOf } from "../../../infra/local/digest.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "meldpunt-digest-"));
  mkdirSync(join(root, "folder", "inner"), { recursive: true });
  writeFileSync(join(root, "file"), "x");
  writeFileSync(join(root, "folder", "inner", "file"), "y");
});

afterEach(() => rmSync(root, { recursive: true }));

const digest = () => digestOf(root, ["folder", "file"]);

test("a digest is the same for the same files, in whatever order they are named", () => {
  expect(digest()).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf(root, ["file", "folder"])).toBe(digest());
  expect(digestOf(root, ["."])).toBe(digest());
});

test.each<[string, () => void]>([
  ["a content", () => writeFileSync(join(root, "folder", "inner", "file"), "z")],
  ["a name", () => renameSync(join(root, "folder", "inner"), join(root, "folder", "other"))],
  ["another file", () => writeFileSync(join(root, "folder", "new"), "")],
  ["a missing file", () => rmSync(join(root, "folder", "inner", "file"))],
  [
    "a border between two files",
    () => {
      writeFileSync(join(root, "file"), "");
      writeFileSync(join(root, "folder", "inner", "file"), "xy");
    },
  ],
])("%s makes another digest", (_, change) => {
  const before = digest();
  change();
  expect(digest()).not.toBe(before);
});

test("what cannot be read has no digest", () => {
  expect(() => digestOf(root, ["file", "nothing"])).toThrow(/ENOENT/);
});
