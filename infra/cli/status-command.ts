import { styleText } from "node:util";
import type { Command } from "commander";
import { connect } from "./connect.ts";
import { answer } from "./output.ts";
import { status } from "./status-answer.ts";
import { type Paint, statusText } from "./status-text.ts";

/** `meldpunt status`. */
export function statusCommand(program: Command): void {
  program
    .command("status")
    .description("show what needs a human now, worst first; ends with 1 when anything is red")
    .addHelpText("after", "\nExamples:\n  meldpunt status\n  meldpunt status --json\n")
    .action(async (_options: object, command: Command) => {
      const client = await connect(command);
      const found = status.parse(await client.request("GET", "/status"));
      answer(command, found, statusText(found, onTerminal));
      if (found.counts.red > 0) process.exitCode = 1;
    });
}

/** Colour on a terminal only, and not where NO_COLOR asks for none. */
export const onTerminal: Paint = (level, text) =>
  styleText([level, "bold"], text, { stream: process.stdout });
