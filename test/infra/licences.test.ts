import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { isAllowed, readLicences } from "../../infra/licences.ts";
import { packageFolder, packageName, thirdPartyText } from "../../infra/third-party.ts";

const repository = join(import.meta.dirname, "../..");
const installed = readLicences(JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8")));

/** None of these asks for more than to be named. */
const named = ["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0"];
/** Nothing of these is passed on: they lint, test, or run the product on one's own machine, as they came. */
const developing = ["CC-BY-3.0", "MPL-2.0", "PSF-2.0", "Unlicense"];

// H9
describe("every package that is installed has a licence that allows what it is used for", () => {
  const allowed = new Set(named);
  const allowedHere = new Set([...named, ...developing]);

  test("and what the product needs asks for no more than to be named", () => {
    const product = installed.filter(({ development }) => !development);
    expect(product.length).toBeGreaterThan(50);
    expect(product.filter(({ licence }) => !isAllowed(licence, allowed))).toEqual([]);
  });

  test("and every other is on the list of those that may be used to develop", () => {
    expect(installed.filter(({ licence }) => !isAllowed(licence, allowedHere))).toEqual([]);
  });

  test.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0-or-later)", true],
    ["(ISC AND MIT)", true],
    ["(ISC AND GPL-3.0-only)", false],
    ["AGPL-3.0-only", false],
    ["unknown", false],
  ])("where %s is allowed: %s", (expression, expected) => {
    expect(isAllowed(expression, allowed)).toBe(expected);
  });
});

test("a package of the lockfile that is also needed by the product is no mere tool", () => {
  const packages = {
    "": { version: "1.0.0" },
    "node_modules/a": { version: "1.0.0", license: "MIT", dev: true },
    "node_modules/b/node_modules/a": { version: "1.0.0", license: "MIT" },
    "node_modules/@c/d": { version: "2.0.0", dev: true },
  };
  expect(readLicences({ packages })).toEqual([
    { name: "@c/d", version: "2.0.0", licence: "unknown", development: true },
    { name: "a", version: "1.0.0", licence: "MIT", development: false },
  ]);
});

// H9
describe("what is bundled into a function", () => {
  test("lies beside its licence", () => {
    const bundle = join(inject("assembly"), "bundles/receive-request");
    expect(readdirSync(bundle).sort()).toEqual(["THIRD-PARTY.txt", "index.mjs"]);
    const text = readFileSync(join(bundle, "THIRD-PARTY.txt"), "utf8");
    expect(text).toMatch(/^@aws-sdk\/client-dynamodb [\d.]+ \(Apache-2\.0\)$/m);
    expect(text).toContain("Apache License");
    // Its packages carry no text of their own, only who holds the rights.
    expect(text).toMatch(
      /^@middy\/core [\d.]+ \(MIT\)\n(.+\n)*\n.*Luciano Mammino.*\n\nPermission is hereby granted/m,
    );
  });

  const root = () => {
    const folder = mkdtempSync(join(tmpdir(), "meldpunt-licences-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return folder;
  };
  const install = (folder: string, files: Record<string, string>) => {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  };
  const manifest = (name: string, license: string) => JSON.stringify({ name, version: "1.0.0", license });

  test("is named with its own text, and a text that several share stands once", () => {
    const at = root();
    const shared = { LICENSE: "Do what you want.\n", NOTICE: "By A." };
    install(join(at, "node_modules/a"), { ...shared, "package.json": manifest("a", "MIT") });
    install(join(at, "node_modules/@b/c"), { ...shared, "package.json": manifest("@b/c", "ISC") });
    install(join(at, "node_modules/d"), { "license.md": "Other.", "package.json": manifest("d", "ISC") });
    const text = thirdPartyText(["node_modules/d", "node_modules/a", "node_modules/@b/c"], at);
    expect(text).toContain("@b/c 1.0.0 (ISC)\na 1.0.0 (MIT)\n\nDo what you want.\n\nBy A.\n");
    expect(text).toContain("d 1.0.0 (ISC)\n\nOther.\n");
    expect(text.split("Do what you want.")).toHaveLength(2);
  });

  test.each<[string, Record<string, string>]>([
    ["nothing", {}],
    ["only a notice", { NOTICE: "By A." }],
  ])("with %s for a licence is an error that names it", (_, files) => {
    const at = root();
    install(join(at, "node_modules/a"), { ...files, "package.json": manifest("a", "ISC") });
    expect(() => thirdPartyText(["node_modules/a"], at)).toThrow("a carries no licence (ISC)");
  });

  test.each([
    ["node_modules/a/index.js", "node_modules/a", "a"],
    ["node_modules/@a/b/dist/c.js", "node_modules/@a/b", "@a/b"],
    ["node_modules/a/node_modules/@b/c/d.js", "node_modules/a/node_modules/@b/c", "@b/c"],
  ])("is found by the file %s", (file, folder, name) => {
    expect(packageFolder(file)).toBe(folder);
    expect(packageName(folder)).toBe(name);
  });

  test.each(["shared/text.ts", "through-require:node:http", "node_modules/a.js"])(
    "is not what %s is of",
    (file) => {
      expect(packageFolder(file)).toBeUndefined();
    },
  );
});
