import { Command } from "commander";
import { agreementsCommand } from "./agreements-command.ts";
import { assistanceCommand } from "./assistance-command.ts";
import { auditsCommand } from "./audits/audits-command.ts";
import { breachesCommand } from "./breaches-command.ts";
import { controllersCommand } from "./controllers-command.ts";
import { deadLettersCommand } from "./dead-letters/dead-letters-command.ts";
import { deadlineCommand } from "./deadline-command.ts";
import { destructionCommand } from "./destruction-command.ts";
import { doctorCommand } from "./doctor/doctor-command.ts";
import { evidenceCommand } from "./evidence/evidence-command.ts";
import { verifyExportCommand } from "./evidence/verify-export-command.ts";
import { addIdentityOption } from "./identity-option.ts";
import { instructionsCommand } from "./instructions-command.ts";
import { mailsCommand } from "./mails-command.ts";
import { registerCommand } from "./register/register-command.ts";
import { reportersCommand } from "./reporters-command.ts";
import { requestsCommand } from "./requests-command.ts";
import { restoreCommand } from "./restore/restore-command.ts";
import { runCommand } from "./run-command.ts";
import { addStackOption } from "./stack-option.ts";
import { statementsCommand } from "./statements-command.ts";
import { statusCommand } from "./status-command.ts";
import { subProcessorsCommand } from "./sub-processors-command.ts";

/** The command line, whose commands do nothing until it is given arguments. */
export function createProgram(): Command {
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
There your AWS credentials decide what you may do; on the local run --as reader may look and not act.
Exit codes: 0 done, 1 failed or not finished, 2 wrong use.

Example:
  meldpunt status
`,
    );
  addStackOption(program);
  addIdentityOption(program);
  statusCommand(program);
  doctorCommand(program);
  controllersCommand(program);
  reportersCommand(program);
  requestsCommand(program);
  breachesCommand(program);
  mailsCommand(program);
  agreementsCommand(program);
  destructionCommand(program);
  statementsCommand(program);
  subProcessorsCommand(program);
  instructionsCommand(program);
  assistanceCommand(program);
  auditsCommand(program);
  registerCommand(program);
  evidenceCommand(program);
  verifyExportCommand(program);
  restoreCommand(program);
  deadlineCommand(program);
  deadLettersCommand(program);
  runCommand(program);
  return program;
}
