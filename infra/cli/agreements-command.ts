import type { Command } from "commander";
import { controller } from "../../shared/controller.ts";
import { destructionDeadline } from "../../shared/periods/destruction-deadline.ts";
import type { MonthReading } from "../../shared/periods/month.ts";
import { termination } from "./agreement-answer.ts";
import { terminatedText, withdrawnText } from "./agreement-text.ts";
import { readControllerId, readDay } from "./arguments.ts";
import { requireTerminal, typedConfirmation } from "./confirmation.ts";
import { connect, orUnknown } from "./connect.ts";
import { CommandFailure } from "./failure.ts";
import { answer, tellWarnings } from "./output.ts";

type Options = { lastDay: string; destroyAfter?: string; because?: string; yes?: true };

/** `meldpunt agreements terminate | withdraw-termination`. */
export function agreementsCommand(program: Command): void {
  const agreements = program
    .command("agreements")
    .description("the end of the agreements with controllers")
    .addHelpText("after", "\nExample:\n  meldpunt agreements terminate voorbeeld-bv --last-day 2026-12-31\n");

  agreements
    .command("terminate")
    .description(
      "record that an agreement ends: one calendar month after its last day the controller's data is destroyed. The controller is told at once, and again 7 days before",
    )
    .argument("<controller>", "the controller's id", readControllerId)
    .requiredOption("--last-day <date>", "the agreement's last day", readDay)
    .option("--destroy-after <date>", "the agreed day, instead of the one that is computed", readDay)
    .option("--because <text>", "why another day was agreed; the controller is told")
    .option("--yes", "do not ask for the id to be typed again when the agreed day is earlier than computed")
    .addHelpText("after", terminateExamples)
    .action(async (id: string, options: Options, command: Command) => {
      const { yes, ...terms } = options;
      refuseHalfAgreed(terms);
      const client = await connect(command);
      const path = `/controllers/${id}`;
      const { monthReading } = controller.parse(
        await orUnknown(`controller ${id}`, client.request("GET", path)),
      );
      const earlier = isEarlier(terms, monthReading);
      if (earlier && !yes) await confirmEarlier(id, terms, monthReading);
      const answered = client.request("POST", `${path}/termination`, {
        ...terms,
        ...(earlier && { earlier }),
      });
      const ended = termination.parse(await orUnknown(`controller ${id}`, answered));
      answer(command, ended, terminatedText(ended));
      tellWarnings(ended);
    });

  agreements
    .command("withdraw-termination")
    .description("take a termination back, as long as the destruction has not begun")
    .argument("<controller>", "the controller's id", readControllerId)
    .addHelpText("after", "\nExample:\n  meldpunt agreements withdraw-termination voorbeeld-bv\n")
    .action(async (id: string, _options: object, command: Command) => {
      const client = await connect(command);
      const answered = client.request("POST", `/controllers/${id}/termination/withdraw`);
      const withdrawn = termination.parse(await orUnknown(`controller ${id}`, answered));
      answer(command, withdrawn, withdrawnText(withdrawn));
    });
}

const terminateExamples = `
Examples:
  meldpunt agreements terminate voorbeeld-bv --last-day 2026-12-31
  meldpunt agreements terminate voorbeeld-bv --last-day 2026-12-31 --destroy-after 2027-03-01 --because "The controller fetches its data in February."
`;

/** @throws CommandFailure (wrong use) */
function refuseHalfAgreed({ destroyAfter, because }: Options): void {
  if ((destroyAfter === undefined) === (because === undefined)) return;
  throw new CommandFailure(2, "--destroy-after and --because belong together: an agreed day needs a reason.");
}

function computedDay({ lastDay }: Options, reading: MonthReading): string {
  return destructionDeadline(lastDay, { reading }).dueDay;
}

function isEarlier(terms: Options, reading: MonthReading): boolean {
  return terms.destroyAfter !== undefined && terms.destroyAfter < computedDay(terms, reading);
}

async function confirmEarlier(id: string, terms: Options, reading: MonthReading): Promise<void> {
  const terminal = { input: process.stdin, output: process.stderr };
  const why = `${terms.destroyAfter} is earlier than the computed day, ${computedDay(terms, reading)}`;
  requireTerminal(terminal, why);
  process.stderr.write(`${why}. What is destroyed early cannot be brought back.\n`);
  await typedConfirmation(id, terminal);
}
