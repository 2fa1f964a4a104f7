import { type Command, Option } from "commander";

/** In whose name a command calls the operator API of a local run. */
export type LocalIdentity = "operator" | "reader";

type IdentityOption = { as?: LocalIdentity };

/** Adds `--as`, which may stand before and after the name of any command. */
export function addIdentityOption(program: Command): Command {
  const option = new Option("--as <user>", "whom to call the local run as: reader may look and not act");
  return program.addOption(option.choices(["operator", "reader"] satisfies LocalIdentity[]));
}

/** The identity that is named on the command line, if any. */
export function namedIdentity(command: Command): LocalIdentity | undefined {
  return command.optsWithGlobals<IdentityOption>().as;
}
