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
