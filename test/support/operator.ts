import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type OperatorClient, operatorClient } from "../../infra/cli/operator-client.ts";
import { runDescription, runFile } from "../../infra/local/run-file.ts";
import type { LocalRun } from "./local-run.ts";

const entry = join(import.meta.dirname, "..", "..", "infra", "cli", "meldpunt.ts");

/** The operator API of a local run, in the name of its operator. */
export function operatorOf({ data }: LocalRun): OperatorClient {
  const { operatorApi, region, credentials } = runDescription.parse(
    JSON.parse(readFileSync(runFile(data), "utf8")),
  );
  return operatorClient({ url: operatorApi, region, credentials });
}

/** What a command of the command line did. */
type Ended = { exitCode: number; stdout: string; stderr: string };

/** Gives a command to a local run, as an operator does at a terminal that is none. */
export function command({ data }: LocalRun, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { MELDPUNT_DATA: data } };
    const child = execFile(process.execPath, [entry, ...args], options, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
