/** `npm run licences`: every package that is installed, with its version, its licence and what it is for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.optional(z.string()),
      license: z.optional(z.string()),
      dev: z.optional(z.boolean()),
    }),
  ),
});

/** A package as the lockfile has it. */
export type Licensed = {
  name: string;
  version: string;
  /** An SPDX expression; `unknown` where the package names none. */
  licence: string;
  /** Whether only developing, testing or running it on one's own machine needs it. */
  development: boolean;
};

/** Every package in an npm lockfile (version 3) once, by name and version. */
export function readLicences(json: unknown): Licensed[] {
  const packages = Object.entries(lockfile.parse(json).packages).filter(([path]) => path !== "");
  const found = packages.map(([path, { version = "", license = "unknown", dev = false }]) => ({
    name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version,
    licence: license,
    development: dev,
  }));
  const once = new Map<string, Licensed>();
  for (const each of found) {
    const key = `${each.name} ${each.version}`;
    const other = once.get(key);
    once.set(key, { ...each, development: each.development && (other?.development ?? true) });
  }
  return [...once.values()].sort((a, b) =>
    `${a.name} ${a.version}`.localeCompare(`${b.name} ${b.version}`, "en"),
  );
}

/** Whether an SPDX expression leaves a choice that keeps to the licences given. */
export function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const choices = expression.replace(/^\((.*)\)$/, "$1").split(" OR ");
  return choices.some((choice) => choice.split(" AND ").every((licence) => allowed.has(licence)));
}

if (import.meta.main) {
  const file = join(import.meta.dirname, "..", "package-lock.json");
  const lines = readLicences(JSON.parse(readFileSync(file, "utf8"))).map(
    ({ name, version, licence, development }) =>
      [name, version, licence, development ? "development" : "product"].join("\t"),
  );
  process.stdout.write(`${lines.join("\n")}\n`);
}
