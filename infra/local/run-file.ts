import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { credentials, type DataFolder } from "./data-folder.ts";

/** What `run.json` holds: how programs of this user reach a local run. */
export const runDescription = z.object({
  pid: z.int().positive(),
  api: z.url(),
  mail: z.url(),
  operatorApi: z.url(),
  control: z.url(),
  controlToken: z.string().min(1),
  region: z.string().min(1),
  /** For the operator API: of the operator, who may act, and of one who may only read. */
  credentials,
  readerCredentials: credentials,
});

export type RunDescription = z.infer<typeof runDescription>;

/** Where a local run describes itself, in the root of its data folder. */
export function runFile(root: string): string {
  return join(root, "run.json");
}

/**
 * Writes `run.json`, readable by this user only, into the data folder.
 * @returns how to remove it.
 */
export function writeRunFile({ root }: DataFolder, description: RunDescription): () => void {
  const file = runFile(root);
  writeFileSync(`${file}.new`, JSON.stringify(description), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return () => rmSync(file, { force: true });
}
