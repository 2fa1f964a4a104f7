import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fillFolder } from "../../../infra/local/assembly-cache.ts";

let root: string;
let cache: string;
let made: number;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "meldpunt-cache-"));
  cache = join(root, "cache");
  made = 0;
});

afterEach(() => rmSync(root, { recursive: true }));

/** Makes a folder whose content tells how often something was made before. */
async function make(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "bundles"), { recursive: true });
  writeFileSync(join(folder, "bundles", "index.mjs"), `export default ${made};`);
  made += 1;
}

async function fill(name: string, key: () => string | undefined = () => "key"): Promise<string> {
  const folder = join(root, name);
  await fillFolder(folder, { cache, key, make: () => make(folder) });
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(["bundles", join("bundles", "index.mjs")]);
  return readFileSync(join(folder, "bundles", "index.mjs"), "utf8");
}

describe("a folder filled through the cache", () => {
  test("is made once, and the second time has what was made, in the place of what was in it", async () => {
    mkdirSync(join(root, "second", "older"), { recursive: true });
    expect([await fill("first"), await fill("second"), made]).toEqual([
      "export default 0;",
      "export default 0;",
      1,
    ]);
  });

  test("belongs to who filled it: what it does to it, nobody else sees", async () => {
    await fill("first");
    writeFileSync(join(root, "first", "bundles", "index.mjs"), "");
    expect(await fill("second")).toBe("export default 0;");
    rmSync(cache, { recursive: true });
    expect(existsSync(join(root, "second", "bundles", "index.mjs"))).toBe(true);
  });

  test("is made for each key, and each time when there is none", async () => {
    for (const key of ["a", "b", "a", undefined, undefined]) await fill("folder", () => key);
    expect(made).toBe(4);
  });

  test("is not kept when the key changed while it was made", async () => {
    const keys = ["before", "after"];
    await fill("folder", () => keys.shift());
    expect(existsSync(cache)).toBe(false);
  });

  test("is not kept when making it fails", async () => {
    const failing = { cache, key: () => "key", make: () => Promise.reject(new Error("a syntax error")) };
    await expect(fillFolder(join(root, "folder"), failing)).rejects.toThrow("a syntax error");
    expect(existsSync(cache)).toBe(false);
  });

  test.each<[string, () => void]>([
    ["a file is cut short", () => truncateSync(join(cache, "key", "content", "bundles", "index.mjs"), 3)],
    ["a file is missing", () => rmSync(join(cache, "key", "content", "bundles", "index.mjs"))],
    ["all files are missing", () => rmSync(join(cache, "key", "content"), { recursive: true })],
    ["its digest is missing", () => rmSync(join(cache, "key", "digest"))],
  ])("is made again, and kept whole, where %s", async (_, tear) => {
    await fill("first");
    tear();
    expect(await fill("second")).toBe("export default 1;");
    expect([await fill("third"), made]).toEqual(["export default 1;", 2]);
  });

  test("is whole and kept once when many fill theirs at once", async () => {
    const names = Array.from({ length: 8 }, (_, index) => `folder-${index}`);
    for (const content of await Promise.all(names.map((name) => fill(name))))
      expect(content).toMatch(/^export default \d;$/);
    expect(readdirSync(cache)).toEqual(["key"]);
  });

  test("is made where nothing can be kept", async () => {
    writeFileSync(cache, "a file in the cache's place");
    await fill("folder");
    await fill("folder");
    expect(made).toBe(2);
  });
});

test("the cache keeps the newest few, and nothing that somebody began and never finished", async () => {
  await fill("folder", () => "a");
  const killed = join(cache, "started-by-a-process-that-was-killed");
  cpSync(join(cache, "a"), killed, { recursive: true });
  utimesSync(killed, 1, 1);
  for (const [index, key] of ["b", "c", "d", "e"].entries()) {
    for (const name of readdirSync(cache)) age(name);
    await fill("folder", () => key);
    expect(made).toBe(index + 2);
  }
  expect(readdirSync(cache).sort()).toEqual(["c", "d", "e"]);
});

/** File systems tell times only so finely: what is there is made a minute older than what comes. */
function age(name: string): void {
  const { mtimeMs } = statSync(join(cache, name));
  const older = mtimeMs / 1_000 - 60;
  utimesSync(join(cache, name), older, older);
}
