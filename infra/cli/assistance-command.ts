import { type Command, InvalidArgumentError, Option } from "commander";
import { dayAt } from "../../shared/day.ts";
import { helpKinds } from "../../shared/duty-choices.ts";
import { readControllerId, readDay } from "./arguments.ts";
import { assistance, assistancePage, assistanceTotals } from "./assistance-answer.ts";
import { listText, recordedText, totalsText } from "./assistance-text.ts";
import { unreadableText } from "./breach-text.ts";
import { connect, orUnknown } from "./connect.ts";
import { answer } from "./output.ts";
import { pathOf, readPages } from "./pages.ts";
import { keyOption, recordOnce } from "./record-once.ts";

type RecordOptions = {
  kind: string;
  minutes: number;
  description: string;
  about?: string;
  on: string;
  charge?: true;
  key?: string;
};

/** `meldpunt assistance record | list | totals`. */
export function assistanceCommand(program: Command): void {
  const commands = program
    .command("assistance")
    .description("the help that controllers are given with their own duties, and its time")
    .addHelpText("after", "\nExample:\n  meldpunt assistance totals\n");

  commands
    .command("record")
    .description("record help that was given; the controller is told at once")
    .argument("<controller>", "the controller's id", readControllerId)
    .addOption(
      new Option("--kind <kind>", "what it was help with").choices([...helpKinds]).makeOptionMandatory(),
    )
    .requiredOption("--minutes <number>", "how long it took", readMinutes)
    .requiredOption("--description <text>", "what was done; the controller is told")
    .option(
      "--about <ref>",
      "the reference of the request, breach report or audit that it was about",
      inCapitals,
    )
    .option("--on <date>", "the day on which it was done; today where it is left out", readDay)
    .option("--charge", "the time is charged, which may be for help with a request only")
    .addOption(keyOption())
    .addHelpText("after", recordExamples)
    .action(async (controllerId: string, options: RecordOptions, command: Command) => {
      const { on = dayAt(new Date()), charge, key, ...given } = options;
      const client = await connect(command);
      const body = { controllerId, doneOn: on, ...given, ...(charge && { chargeable: true }) };
      const answered = orUnknown(`controller ${controllerId}`, recordOnce(client, "/assistance", body, key));
      const recorded = assistance.parse(await answered);
      answer(command, recorded, recordedText(recorded));
    });

  commands
    .command("list")
    .description("list the help that was given, newest first")
    .option("--controller <id>", "only that of this controller", readControllerId)
    .addHelpText("after", "\nExample:\n  meldpunt assistance list --controller voorbeeld-bv\n")
    .action(async ({ controller }: { controller?: string }, command: Command) => {
      const client = await connect(command);
      const { pages, unreadable } = await readPages(assistancePage, (from) =>
        client.request("GET", pathOf("/assistance", { controllerId: controller, from })),
      );
      const found = { assistance: pages.flatMap((page) => page.assistance), unreadable };
      process.stderr.write(unreadableText(unreadable));
      answer(command, found, listText(found.assistance));
    });

  commands
    .command("totals")
    .description("add up the time by controller and kind")
    .option("--controller <id>", "only that of this controller", readControllerId)
    .addHelpText("after", "\nExample:\n  meldpunt assistance totals --json\n")
    .action(async ({ controller }: { controller?: string }, command: Command) => {
      const client = await connect(command);
      const path = pathOf("/assistance", { controllerId: controller, totals: "true" });
      const found = assistanceTotals.parse(await client.request("GET", path));
      process.stderr.write(unreadableText(found.unreadable));
      answer(command, found, totalsText(found.totals));
    });
}

function readMinutes(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Minutes are a whole number.");
}

function inCapitals(text: string): string {
  return text.toUpperCase();
}

const recordExamples = `
Examples:
  meldpunt assistance record voorbeeld-bv --kind dpia --minutes 90 --description "Described the measures for the DPIA."
  meldpunt assistance record voorbeeld-bv --kind request --minutes 45 --about DSR-7K3M-9QXT-2W5R --on 2026-11-20 --charge --description "Looked up the files of the data subject."

With help with a DPIA or a prior consultation the controller gets the statements on measures, countries and sub-processors.
`;
