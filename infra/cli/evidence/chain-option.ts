import type { Command } from "commander";
import { chainOf, processorChain } from "../../../shared/evidence/chain-name.ts";
import { readControllerId } from "../arguments.ts";
import { CommandFailure } from "../failure.ts";
import { UnknownChain } from "./verify-live.ts";

/** Whose chain is meant. */
export type Whose = { controller?: string; processor?: true };

/** Adds `--controller ID` and `--processor` to a command. */
export function addChainOptions(command: Command): Command {
  return command
    .option("--controller <id>", "the chain of this controller", readControllerId)
    .option("--processor", "the chain of what belongs to no controller");
}

/**
 * The chain that is meant.
 * @throws CommandFailure (wrong use) where none is named, or two are
 */
export function chainIn({ controller, processor }: Whose): string {
  if ((controller === undefined) === (processor === undefined))
    throw new CommandFailure(2, "Name one chain: --controller ID, or --processor.");
  return controller === undefined ? processorChain : chainOf(controller);
}

/** @throws CommandFailure where there is no such chain */
export function orNoChain<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause: unknown) => {
    if (!(cause instanceof UnknownChain)) throw cause;
    throw new CommandFailure(1, `There is no evidence in the chain ${cause.message}.`, { cause });
  });
}
