import type { Command } from "commander";
import { readBreachReference } from "./arguments.ts";
import { listBreaches, readBreach } from "./breach-client.ts";
import { addBreachDecisions } from "./breach-decisions.ts";
import { listText, showText, unreadableText } from "./breach-text.ts";
import { connect } from "./connect.ts";
import { answer } from "./output.ts";

/** `meldpunt breaches list | show`, and what the breach desk decides. */
export function breachesCommand(program: Command): void {
  const breaches = program
    .command("breaches")
    .description("breach reports, and what the breach desk decides on them")
    .addHelpText("after", "\nExample:\n  meldpunt breaches list --desk\n");

  breaches
    .command("list")
    .description("list the breach reports, newest first")
    .option("--desk", "only what waits for the desk")
    .addHelpText("after", "\nExample:\n  meldpunt breaches list --desk --json\n")
    .action(async ({ desk }: { desk?: boolean }, command: Command) => {
      const client = await connect(command);
      const found = await listBreaches(client, desk ?? false);
      if (found.unreadable.length > 0) process.stderr.write(unreadableText(found.unreadable));
      answer(command, found, listText(found.breaches));
    });

  breaches
    .command("show")
    .description("show all that is known of one report")
    .argument("<ref>", "the report's reference", readBreachReference)
    .addHelpText("after", "\nExample:\n  meldpunt breaches show BR-7K3M-9QXT-2W5R\n")
    .action(async (reference: string, _options: object, command: Command) => {
      const client = await connect(command);
      const found = await readBreach(client, reference);
      answer(command, found, showText(found));
    });

  addBreachDecisions(breaches);
}
