/** `npm run build:record`: writes down how many bytes of each function's bundle are of which npm package. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFunctions, ownPlaces } from "../../infra/build.ts";

/** Bytes of each npm package, minified, by function. */
export type PackageBytes = Readonly<Record<string, Readonly<Record<string, number>>>>;

const file = join(import.meta.dirname, "package-bytes.json");

/** What is written down. */
export function recordedBytes(): PackageBytes {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** How much a package may grow unnoticed, in bytes: a fiftieth and a little. */
const tolerance = (recorded: number) => recorded / 50 + 256;

/** A sentence for each package that came to a function, or grew there, since that was written down. */
export function growth(recorded: PackageBytes, now: PackageBytes): string[] {
  return Object.entries(now).flatMap(([name, packages]) =>
    Object.entries(packages).flatMap(([dependency, bytes]) => {
      const before = recorded[name]?.[dependency];
      if (before !== undefined && bytes <= before + tolerance(before)) return [];
      return `${name}: ${dependency} has ${bytes} bytes, and had ${before ?? 0}`;
    }),
  );
}

if (import.meta.main) {
  const bundles = mkdtempSync(join(tmpdir(), "meldpunt-record-"));
  try {
    const built = Object.entries(await buildFunctions({ ...ownPlaces, bundles })).sort();
    const bytes = Object.fromEntries(
      built.map(([name, { packages }]) => [name, Object.fromEntries(Object.entries(packages).sort())]),
    );
    writeFileSync(file, `${JSON.stringify(bytes, undefined, 2)}\n`);
  } finally {
    rmSync(bundles, { recursive: true });
  }
}
