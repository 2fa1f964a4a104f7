import { dataFolderOf } from "../local/data-folder.ts";
import type { RunDescription } from "../local/run-file.ts";
import { CommandFailure } from "./failure.ts";
import { findLocalRun } from "./local-run.ts";
import type { OperatorApi } from "./operator-client.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The system a command speaks to, and what to call it. */
type Target = { name: string; api: OperatorApi };

/**
 * The system a command speaks to: the stack that is named, else the local run. It is never guessed.
 * @param stack the stack named on the command line; without it the one named in MELDPUNT_STACK counts
 * @throws CommandFailure when there is neither, or it cannot be reached
 */
export async function findTarget(stack: string | undefined, environment: Environment): Promise<Target> {
  const name = stack || environment.MELDPUNT_STACK;
  if (name) {
    // Loaded only here: it brings the AWS SDK with it.
    const { findStackApi } = await import("./stack.ts");
    const api = await findStackApi(name);
    return { name: `stack ${name} in ${api.region}`, api };
  }
  const run = await findLocalRun(dataFolderOf(environment));
  if (!run)
    throw new CommandFailure(
      1,
      `No system to speak to: ${startOne(environment)}, or name a stack with --stack NAME or MELDPUNT_STACK.`,
    );
  return {
    name: nameOf(run),
    api: { url: run.operatorApi, region: run.region, credentials: run.credentials },
  };
}

/**
 * The local run, for what only a local run can do.
 * @throws CommandFailure when there is none
 */
export async function findLocalTarget(
  environment: Environment,
): Promise<{ name: string; run: RunDescription }> {
  const run = await findLocalRun(dataFolderOf(environment));
  if (!run) throw new CommandFailure(1, `No local run to speak to: ${startOne(environment)}.`);
  return { name: nameOf(run), run };
}

function nameOf(run: RunDescription): string {
  return `local run at ${run.api}`;
}

function startOne(environment: Environment): string {
  return `start a local run with npm start (looked for in ${dataFolderOf(environment)}; MELDPUNT_DATA names another folder)`;
}
