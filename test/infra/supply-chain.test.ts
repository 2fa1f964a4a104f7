import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const read = (file: string) => JSON.parse(readFileSync(join(import.meta.dirname, "../..", file), "utf8"));
const manifest = read("package.json");
const packages = Object.entries<{
  hasInstallScript?: true;
  inBundle?: true;
  integrity?: string;
  resolved?: string;
}>(read("package-lock.json").packages).filter(([path]) => path !== "");
const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

// H9
test("only node may run an install script, and every other that wants to is refused by name", () => {
  const wanting = packages.filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(Object.fromEntries(wanting.map(([path]) => [nameOf(path), nameOf(path) === "node"]))).toEqual(
    manifest.allowScripts,
  );
});

// H9
// What aws-cdk-lib carries inside itself is covered by its own digest.
test("every package is pinned by its digest, and no registry's address is in the lockfile", () => {
  for (const [path, { integrity, resolved }] of packages.filter(([, { inBundle }]) => !inBundle)) {
    expect(integrity, path).toMatch(/^sha512-/);
    expect(resolved, path).toBeUndefined();
  }
});

// H9
test("every dependency is named in one exact version", () => {
  const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
  for (const version of versions) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
