import type { Command } from "commander";
import { readAuditReference, readControllerId } from "../arguments.ts";
import { unreadableText } from "../breach-text.ts";
import { connect, orUnknown } from "../connect.ts";
import { readJson } from "../input-file.ts";
import { answer } from "../output.ts";
import { keyOption, recordOnce } from "../record-once.ts";
import { auditDetails, auditSummary } from "./audit-answer.ts";
import { listAudits } from "./audit-client.ts";
import { addEntries } from "./audit-entries.ts";
import { listText, movedText, showText } from "./audit-text.ts";
import { addPack } from "./pack-command.ts";

/** `meldpunt audits request | list | show`, what comes after a request, and `pack`. */
export function auditsCommand(program: Command): void {
  const audits = program
    .command("audits")
    .description("the audits that controllers ask for (agreement article 10), and the auditor's pack")
    .addHelpText("after", "\nExample:\n  meldpunt audits request voorbeeld-bv --file audit.json\n");

  audits
    .command("request")
    .description(
      "record a request for an audit, if it may take place as asked; the controller is told at once",
    )
    .argument("<controller>", "the controller's id", readControllerId)
    .requiredOption("--file <file>", "the audit as JSON")
    .addOption(keyOption())
    .addHelpText("after", requestExample)
    .action(async (controllerId: string, { file, key }: { file: string; key?: string }, command: Command) => {
      const input = Object(await readJson(file));
      const client = await connect(command);
      const body = { ...input, controllerId };
      const answered = orUnknown(`controller ${controllerId}`, recordOnce(client, "/audits", body, key));
      const requested = auditSummary.parse(await answered);
      answer(command, requested, movedText(requested));
    });

  audits
    .command("list")
    .description("list the audits, newest first")
    .option("--controller <id>", "only those of this controller", readControllerId)
    .addHelpText("after", "\nExample:\n  meldpunt audits list --controller voorbeeld-bv\n")
    .action(async ({ controller }: { controller?: string }, command: Command) => {
      const found = await listAudits(await connect(command), controller);
      process.stderr.write(unreadableText(found.unreadable));
      answer(command, found, listText(found.audits));
    });

  audits
    .command("show")
    .description("show all that is known of one audit, and how its dates follow")
    .argument("<ref>", "the audit's reference", readAuditReference)
    .addHelpText("after", "\nExample:\n  meldpunt audits show AUD-7K3M-9QXT-2W5R\n")
    .action(async (reference: string, _options: object, command: Command) => {
      const client = await connect(command);
      const answered = client.request("GET", `/audits/${reference}`);
      const found = auditDetails.parse(await orUnknown(`audit ${reference}`, answered));
      answer(command, found, showText(found));
    });

  addEntries(audits);
  addPack(audits);
}

const requestExample = `
Example:
  meldpunt audits request voorbeeld-bv --file audit.json

  where audit.json is
  {
    "startsOn": "2027-01-11",
    "days": 2,
    "expert": {
      "name": "R. Jansen",
      "organisation": "Jansen Audit",
      "independent": true,
      "confidential": true
    },
    "scope": "The measures of article 6, and the hosting of the customer portal.",
    "requestedOn": "2026-11-20",
    "reportsInsufficient": "The report of 2025 does not cover the customer portal."
  }

  An audit begins two weeks after the request at the earliest, and not within 12 months of another. "days" may be left out,
  and so may "requestedOn" where the request came in today. Leave "reportsInsufficient" out as long as the controller has not
  said why the reports that there are do not suffice: then it is sent these first, and meldpunt audits confirm plans the audit.
`;
