import { type Command, InvalidArgumentError, Option } from "commander";
import { breachDeadline } from "../../shared/periods/breach-deadline.ts";
import { destructionDeadline } from "../../shared/periods/destruction-deadline.ts";
import { type MonthReading, monthReadings } from "../../shared/periods/month.ts";
import { requestDeadline } from "../../shared/periods/request-deadline.ts";
import { derivation } from "./derivation-text.ts";
import { answer, table } from "./output.ts";
import { refuseStack } from "./stack-option.ts";

/** `meldpunt deadline request | breach | destruction`: stand-alone, no system is spoken to. */
export function deadlineCommand(program: Command): void {
  const deadline = program
    .command("deadline")
    .description("compute a deadline, with its derivation; needs no system")
    .addHelpText("after", "\nExample:\n  meldpunt deadline request --received 2026-11-22\n");
  refuseStack(deadline, "A deadline is computed here, not by a stack: leave out --stack.");

  deadline
    .command("request")
    .description("by when the controller answers a data subject")
    .requiredOption("--received <time>", "a date, or an instant with offset")
    .option("--extended", "the controller has extended the period by two months")
    .addHelpText("after", "\nExample:\n  meldpunt deadline request --received 2026-11-30 --extended --json\n")
    .action(({ received, extended }: { received: string; extended?: boolean }, command: Command) => {
      const computed = requestDeadline(received, { extended: extended ?? false });
      answer(command, computed, twoDates(computed));
    });

  deadline
    .command("breach")
    .description("by when the controller notifies the authority of a breach")
    .requiredOption("--aware <time>", "when the notice reached the controller: an instant with offset")
    .option("--hours <number>", "the period", readHours, 72)
    .addHelpText("after", "\nExample:\n  meldpunt deadline breach --aware 2026-03-27T12:00+01:00\n")
    .action(({ aware, hours }: { aware: string; hours: number }, command: Command) => {
      const computed = breachDeadline(aware, hours);
      answer(command, computed, twoDates(computed));
    });

  deadline
    .command("destruction")
    .description("when a controller's data is destroyed after its agreement has ended")
    .requiredOption("--last-day <date>", "the agreement's last day")
    .addOption(new Option("--reading <reading>", "what one month means").choices(monthReadings))
    .addHelpText("after", "\nExample:\n  meldpunt deadline destruction --last-day 2026-12-31\n")
    .action(({ lastDay, reading }: { lastDay: string; reading?: MonthReading }, command: Command) => {
      const { steps, ...days } = destructionDeadline(lastDay, reading ? { reading } : {});
      const text = table([
        ["due day", days.dueDay],
        ["not before", days.destroyNotBefore],
        ["finished by", days.destroyBy],
      ]);
      answer(command, { ...days, steps }, `${text}\n\n${derivation(steps)}`);
    });
}

function readHours(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A whole number of hours from 1 to 9999.");
}

function twoDates(computed: ReturnType<typeof requestDeadline>): string {
  const dates = table([
    ["conservative", computed.conservative],
    ["latest lawful", computed.latestLawful],
  ]);
  return `${dates}\n\n${derivation(computed.steps)}\n\nholidays: ${computed.holidays}`;
}
