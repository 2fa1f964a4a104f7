import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataFolder } from "../../../infra/local/data-folder.ts";
import { StartFailure } from "../../../infra/local/start-failure.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "meldpunt-folder-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a data folder is made where there is none, for this user only", () => {
  const { mail } = openDataFolder(join(folder, "a", "b"));
  expect(statSync(mail).mode & 0o777).toBe(0o700);
  expect(openDataFolder(join(folder, "a", "b")).mail).toBe(mail);
});

test("a data folder that can never be is one sentence, also where Node itself would not return", () => {
  writeFileSync(join(folder, "file"), "");
  for (const impossible of ["/proc/meldpunt", "/dev/null/meldpunt", join(folder, "file")]) {
    expect(() => openDataFolder(impossible)).toThrow(StartFailure);
  }
});
