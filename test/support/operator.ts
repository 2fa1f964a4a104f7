import { readFileSync } from "node:fs";
import { type OperatorClient, operatorClient } from "../../infra/cli/operator-client.ts";
import { runDescription, runFile } from "../../infra/local/run-file.ts";
import { meldpunt } from "../infra/cli/run-meldpunt.ts";
import type { LocalRun } from "./local-run.ts";

/** The operator API of a local run, in the name of its operator. */
export function operatorOf({ data }: LocalRun): OperatorClient {
  const { operatorApi, region, credentials } = runDescription.parse(
    JSON.parse(readFileSync(runFile(data), "utf8")),
  );
  return operatorClient({ url: operatorApi, region, credentials });
}

/** Gives a command to a local run, as an operator does at a terminal that is none. */
export function command({ data }: LocalRun, ...args: readonly string[]): ReturnType<typeof meldpunt> {
  return meldpunt(args, { MELDPUNT_DATA: data });
}

/**
 * Ends the agreement with a controller.
 * @param lastDay its last day, `YYYY-MM-DD`
 * @returns what the command tells of it
 */
export async function terminate(run: LocalRun, id: string, lastDay: string): Promise<{ reference: string }> {
  const { exitCode, stdout, stderr } = await command(
    run,
    "agreements",
    "terminate",
    id,
    "--last-day",
    lastDay,
    "--json",
  );
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
