#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { InvalidDate } from "../../shared/periods/read-date.ts";
import { agreementsCommand } from "./agreements-command.ts";
import { breachesCommand } from "./breaches-command.ts";
import { controllersCommand } from "./controllers-command.ts";
import { deadlineCommand } from "./deadline-command.ts";
import { destructionCommand } from "./destruction-command.ts";
import { evidenceCommand } from "./evidence/evidence-command.ts";
import { verifyExportCommand } from "./evidence/verify-export-command.ts";
import { CommandFailure, type ExitCode } from "./failure.ts";
import { RefusedByApi, UnreachableApi } from "./operator-client.ts";
import { reportersCommand } from "./reporters-command.ts";
import { runCommand } from "./run-command.ts";
import { addStackOption } from "./stack-option.ts";

const program = new Command("meldpunt")
  .description("Keeps a data processor's promises: requests forwarded, breaches told, data destroyed.")
  .option("--json", "print JSON, for programs")
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError("(add --help for the options and an example)")
  .exitOverride()
  .addHelpText(
    "after",
    `
Commands speak to the local run found through MELDPUNT_DATA, or to AWS with --stack NAME (or MELDPUNT_STACK).
Exit codes: 0 done, 1 failed or not finished, 2 wrong use.

Example:
  meldpunt controllers list
`,
  );
addStackOption(program);
controllersCommand(program);
reportersCommand(program);
breachesCommand(program);
agreementsCommand(program);
destructionCommand(program);
evidenceCommand(program);
verifyExportCommand(program);
deadlineCommand(program);
runCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

/** Says on stderr what went wrong; commander has said it already of what is its own. */
function tell(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandFailure) return say(error.exitCode, [error.message]);
  if (error instanceof InvalidDate) return say(2, [error.message]);
  if (error instanceof UnreachableApi) return say(1, [error.message]);
  if (error instanceof RefusedByApi) {
    const fields = error.errors.map(({ pointer, detail }) => (pointer ? `${pointer}: ${detail}` : detail));
    return say(error.status === 400 ? 2 : 1, fields.length > 0 ? fields : [error.message]);
  }
  throw error;
}

function say(exitCode: ExitCode, lines: readonly string[]): ExitCode {
  process.stderr.write(lines.map((line) => `meldpunt: ${line}\n`).join(""));
  return exitCode;
}
