import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DataFolder } from "./data-folder.ts";
import type { Credentials } from "./http/iam-authorization.ts";

/** How programs of this user reach a local run. */
export type RunDescription = {
  pid: number;
  api: string;
  mail: string;
  operatorApi: string;
  control: string;
  controlToken: string;
  region: string;
  /** For the operator API. */
  credentials: Credentials;
};

/**
 * Writes `run.json`, readable by this user only, into the data folder.
 * @returns how to remove it.
 */
export function writeRunFile({ root }: DataFolder, description: RunDescription): () => void {
  const file = join(root, "run.json");
  writeFileSync(`${file}.new`, JSON.stringify(description), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return () => rmSync(file, { force: true });
}
