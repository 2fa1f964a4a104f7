import type { Command } from "commander";
import { CommandFailure } from "./failure.ts";
import { namedIdentity } from "./identity-option.ts";
import { type OperatorClient, operatorClient, RefusedByApi } from "./operator-client.ts";
import { tellTarget } from "./output.ts";
import { namedStack } from "./stack-option.ts";
import { findTarget } from "./target.ts";

/**
 * A client of the operator API of the system that a command speaks to, which is told on stderr.
 * @throws CommandFailure when there is none
 */
export async function connect(command: Command): Promise<OperatorClient> {
  const named = { stack: namedStack(command), as: namedIdentity(command) };
  const { name, api } = await findTarget(named, process.env);
  tellTarget(name);
  return operatorClient(api);
}

/**
 * What the operator API answers.
 * @param what what a 404 says there is none of
 * @throws CommandFailure on a 404; any other refusal stays as it is
 */
export function orUnknown(what: string, answered: Promise<unknown>): Promise<unknown> {
  return answered.catch((cause: unknown) => {
    if (cause instanceof RefusedByApi && cause.status === 404) {
      throw new CommandFailure(1, `There is no ${what}.`, { cause });
    }
    throw cause;
  });
}
