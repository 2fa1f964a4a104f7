import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as z from "zod";
import type { Credentials } from "./http/signature-v4.ts";
import { StartFailure } from "./start-failure.ts";

/** Where each part of the local run keeps its data. */
export type DataFolder = {
  root: string;
  /** What DynamoDB Local stores. */
  dynamodb: string;
  /** What the local S3 stores. */
  s3: string;
  /** The private keys of the local KMS, one file per key. */
  kms: string;
  /** Mails. */
  mail: string;
  /** How far each stream mapping is. */
  streams: string;
  /** What was given up, one file per queue. */
  deadLetters: string;
  /** One file per function, and the local run's own. */
  logs: string;
  /** The synthesized CDK app. */
  assembly: string;
};

const repository = join(import.meta.dirname, "..", "..");

/** The data folder that the environment names; a relative one is in the repository. */
export function dataFolderOf(environment: Readonly<Record<string, string | undefined>>): string {
  return resolve(repository, environment.MELDPUNT_DATA || ".meldpunt");
}

/**
 * Creates what is absent of the data folder.
 * @throws StartFailure when it cannot be written to.
 */
export function openDataFolder(root: string): DataFolder {
  const folder = {
    root,
    dynamodb: join(root, "dynamodb"),
    s3: join(root, "s3"),
    kms: join(root, "kms"),
    mail: join(root, "mail"),
    streams: join(root, "streams"),
    deadLetters: join(root, "dead-letters"),
    logs: join(root, "logs"),
    assembly: join(root, "assembly"),
  };
  try {
    for (const path of Object.values(folder)) createFolder(path);
    const probe = join(root, "probe");
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new StartFailure(`The data folder ${root} cannot be written to${code}.`);
  }
  return folder;
}

/** Node's own recursive way never returns below `/proc`. */
function createFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw new StartFailure(`${path} is not a folder, so the data folder cannot be there.`);
  if (dirname(path) !== path) createFolder(dirname(path));
  // Personal data of the people whose requests are tried out: this user's affair only.
  mkdirSync(path, { mode: 0o700 });
}

/** Appends a line to the local run's own log. No line may hold personal data. */
export function appendLog({ logs }: DataFolder, line: string): void {
  appendFileSync(join(logs, "local-run.log"), `${new Date().toISOString()} ${line}\n`);
}

/** The shape of a key pair. */
export const credentials = z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) });

/** A key pair of somebody's own: made at the first start, kept across restarts, readable by this user only. */
export function keptCredentials(
  { root }: Pick<DataFolder, "root">,
  whose: "operator" | "reader" | "s3",
): Credentials {
  const file = join(root, `${whose}-credentials.json`);
  try {
    return credentials.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    const made = {
      accessKeyId: `LOCAL${randomBytes(8).toString("hex").toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString("base64url"),
    };
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
    return made;
  }
}
