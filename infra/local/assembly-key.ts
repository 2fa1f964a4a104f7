import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";
import { readSettings } from "../settings.ts";
import { digestOf } from "./digest.ts";

/** All of a checkout that bundles and template are made of. npm's hidden lockfile says which packages are there. */
const ingredients = [
  "functions",
  "shared",
  "infra",
  "cdk.json",
  "package.json",
  "tsconfig.json",
  "node_modules/.package-lock.json",
];

const context = z.record(z.string(), z.unknown());
const cdkFile = z.object({ context: context.optional() });

/**
 * Two assemblies of a checkout with the same key are alike. Who edits an installed package by hand is not noticed.
 * @param environment what the CDK app is run with; it reads `CDK_*` of it.
 * @returns undefined when something of which an assembly is made cannot be read.
 */
export function assemblyKey(
  checkout: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  try {
    const given = Object.entries(environment).filter(([name]) => name.startsWith("CDK_"));
    const parts = {
      node: process.version,
      files: digestOf(checkout, ingredients),
      environment: Object.fromEntries(given.sort()),
      settings: settingsOf(checkout, environment.CDK_CONTEXT_JSON),
    };
    return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  } catch {
    return undefined;
  }
}

/** The context may name a file outside of the checkout; the CDK app runs in the checkout. */
function settingsOf(checkout: string, passed = "{}"): unknown {
  const own = cdkFile.parse(JSON.parse(readFileSync(join(checkout, "cdk.json"), "utf8")));
  const all = { ...own.context, ...context.parse(JSON.parse(passed)) };
  const file = typeof all.settings === "string" ? resolve(checkout, all.settings) : undefined;
  return readSettings((name) => (name === "settings" ? file : all[name]));
}
