import { type Command, InvalidArgumentError } from "commander";
import { CommandFailure } from "./failure.ts";

type StackOption = { stack?: string };

/** Adds `--stack NAME`, which may stand before and after the name of any command. */
export function addStackOption(program: Command): Command {
  return program.option(
    "--stack <name>",
    "the deployed stack to speak to, instead of the local run",
    (text: string) => {
      if (text !== "") return text;
      // Most likely an unset variable: it must not lead to another system than was meant.
      throw new InvalidArgumentError("The stack needs a name.");
    },
  );
}

/** The stack that is named on the command line, if any. */
export function namedStack(command: Command): string | undefined {
  return command.optsWithGlobals<StackOption>().stack;
}

/**
 * Makes it wrong use to name a stack to any command of a group that speaks to none.
 * @param why a sentence for whoever does so
 */
export function refuseStack(group: Command, why: string): void {
  group.hook("preAction", (_, command) => {
    if (namedStack(command) !== undefined) throw new CommandFailure(2, why);
  });
}
