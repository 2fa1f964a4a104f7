/**
 * Installs the dependencies when they are absent or older than the lockfile. Plain JavaScript without
 * dependencies, because it runs on whatever Node >= 20 the machine has, before the project's own is there.
 */
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";

const repository = join(import.meta.dirname, "..", "..");

/** Milliseconds since the epoch; undefined when there is no such file. */
function changedAt(...path) {
  return statSync(join(repository, ...path), { throwIfNoEntry: false })?.mtimeMs;
}

const installed = changedAt("node_modules", ".package-lock.json");
const locked = changedAt("package-lock.json");

if (installed === undefined || (locked !== undefined && installed < locked)) {
  process.stderr.write("Installing dependencies (npm ci) ...\n");
  // npm names its own program, so that neither a shell nor npm.cmd is needed on Windows.
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.env.npm_node_execpath ?? process.execPath, npm] : ["npm"];
  // npm runs on the machine's Node and would warn, package by package, that ours has to be newer.
  const { status, error } = spawnSync(command, [...first, "ci", "--include=dev", "--loglevel=error"], {
    cwd: repository,
    stdio: ["ignore", 2, 2],
  });
  if (error) process.stderr.write(`npm could not be started: ${error.message}\n`);
  process.exitCode = status ?? 1;
}
