import { dataFolderOf } from "../local/data-folder.ts";
import type { RunDescription } from "../local/run-file.ts";
import { CommandFailure } from "./failure.ts";
import type { LocalIdentity } from "./identity-option.ts";
import { findLocalRun } from "./local-run.ts";
import type { OperatorApi } from "./operator-client.ts";
import type { DeployedStack } from "./stack.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What the command line names: a stack, and in whose name the local run is called. */
type Named = { stack: string | undefined; as: LocalIdentity | undefined };

/** The system a command speaks to, and what to call it. */
type Target = { name: string; api: OperatorApi };

/**
 * The system a command speaks to: the stack that is named, else the local run. It is never guessed.
 * @param named without a stack on the command line the one named in MELDPUNT_STACK counts
 * @throws CommandFailure when there is neither, or it cannot be reached; wrong use of an identity for a stack
 */
export async function findTarget({ stack, as }: Named, environment: Environment): Promise<Target> {
  if ((stack || environment.MELDPUNT_STACK) && as !== undefined) {
    throw new CommandFailure(2, "A stack is called with your AWS credentials: leave out --as.");
  }
  const system = await findSystem(stack, environment);
  if ("stack" in system) return { name: system.name, api: system.stack.api };
  const { run } = system;
  return {
    name: as === undefined ? system.name : `${system.name}, as ${as}`,
    api: { url: run.operatorApi, region: run.region, credentials: credentialsOf(run, as) },
  };
}

/** A system itself, for what its operator API does not know, and what to call it. */
export type System = { name: string } & ({ stack: DeployedStack } | { run: RunDescription });

/**
 * The stack that is named, else the local run. It is never guessed.
 * @param stack when absent, the one named in MELDPUNT_STACK counts
 * @throws CommandFailure when there is neither, or it cannot be found
 */
export async function findSystem(stack: string | undefined, environment: Environment): Promise<System> {
  const name = stack || environment.MELDPUNT_STACK;
  if (name) {
    // Loaded only here: it brings the AWS SDK with it.
    const { findStack } = await import("./stack.ts");
    const found = await findStack(name);
    return { name: `stack ${name} in ${found.region}`, stack: found };
  }
  const run = await findLocalRun(dataFolderOf(environment));
  if (run) return { name: nameOf(run), run };
  throw new CommandFailure(
    1,
    `No system to speak to: ${startOne(environment)}, or name a stack with --stack NAME or MELDPUNT_STACK.`,
  );
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

function credentialsOf({ credentials, readerCredentials }: RunDescription, as: Named["as"]) {
  return as === "reader" ? readerCredentials : credentials;
}

function nameOf(run: RunDescription): string {
  return `local run at ${run.api}`;
}

function startOne(environment: Environment): string {
  return `start a local run with npm start (looked for in ${dataFolderOf(environment)}; MELDPUNT_DATA names another folder)`;
}
