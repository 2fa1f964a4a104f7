import { type Command, InvalidArgumentError, Option } from "commander";
import { severities } from "../../../shared/duty-choices.ts";
import { readAuditReference, readDay } from "../arguments.ts";
import { connect, orUnknown } from "../connect.ts";
import { answer } from "../output.ts";
import { keyOption, recordOnce } from "../record-once.ts";
import { auditSummary } from "./audit-answer.ts";
import { movedText } from "./audit-text.ts";

/** Adds what is recorded of an audit after the request. The controller is told each of it at once. */
export function addEntries(audits: Command): void {
  entry(audits, "confirm", "plan the audit: the reports that there are do not suffice for the controller")
    .requiredOption("--reports-insufficient <text>", "why, in the controller's words")
    .option("--starts-on <date>", "the day on which it begins, where that has changed", readDay)
    .addHelpText("after", example('confirm REF --reports-insufficient "They do not cover the portal."'))
    .action((reference: string, options: object, command: Command) =>
      tell(command, reference, { move: "confirm", ...options }),
    );

  entry(audits, "information", "record that the controller was given information for the audit")
    .requiredOption("--text <text>", "which information, and how")
    .addHelpText("after", example('information REF --text "Sent the procedures of article 6."'))
    .action((reference: string, options: object, command: Command) =>
      tell(command, reference, { move: "information", ...options }),
    );

  entry(audits, "finding", "record a finding of the audit")
    .requiredOption("--text <text>", "the finding")
    .addOption(new Option("--severity <severity>", "how much it matters").choices(severities))
    .addHelpText(
      "after",
      example('finding REF --severity low --text "Two accounts were not closed in time."'),
    )
    .action((reference: string, options: object, command: Command) =>
      tell(command, reference, { move: "finding", ...options }),
    );

  entry(audits, "follow-up", "record what is done about a finding, or that it is done")
    .requiredOption("--text <text>", "what is to be done, or was")
    .option("--due <date>", "the day by which it is to be done", readDay)
    .option("--settles <number>", "the number of the follow-up entry that is done with this", readSequence)
    .addHelpText("after", example('follow-up REF --text "Accounts are closed daily." --due 2027-03-01'))
    .action((reference: string, options: object, command: Command) =>
      tell(command, reference, { move: "follow_up", ...options }),
    );

  entry(audits, "cancel", "record that the audit does not take place")
    .requiredOption("--because <text>", "why; the controller is told")
    .addHelpText("after", example('cancel REF --because "The reports suffice for the controller."'))
    .action((reference: string, options: object, command: Command) =>
      tell(command, reference, { move: "cancel", ...options }),
    );

  entry(audits, "close", "close the audit, when nothing is left to do")
    .option("--text <text>", "what the controller is told with it")
    .addHelpText("after", example("close REF"))
    .action((reference: string, options: object, command: Command) =>
      tell(command, reference, { move: "close", ...options }),
    );
}

function entry(audits: Command, name: string, description: string): Command {
  return audits
    .command(name)
    .description(description)
    .argument("<ref>", "the audit's reference", readAuditReference)
    .addOption(keyOption());
}

function example(args: string): string {
  return `\nExample:\n  meldpunt audits ${args.replace("REF", "AUD-7K3M-9QXT-2W5R")}\n`;
}

type Told = { move: string; key?: string };

async function tell(command: Command, reference: string, { key, ...body }: Told): Promise<void> {
  const client = await connect(command);
  const answered = recordOnce(client, `/audits/${reference}/entries`, body, key);
  const told = auditSummary.parse(await orUnknown(`audit ${reference}`, answered));
  answer(command, told, movedText(told));
}

function readSequence(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("An entry's number is a whole number: see meldpunt audits show.");
}
