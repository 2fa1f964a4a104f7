import type { Command } from "commander";
import * as z from "zod/mini";
import { controller } from "../../shared/controller.ts";
import { readControllerId } from "./arguments.ts";
import { connect, orUnknown } from "./connect.ts";
import { versionsAnswer } from "./controller-answer.ts";
import { listText, showText } from "./controller-text.ts";
import { historyText } from "./history-text.ts";
import { readJson } from "./input-file.ts";
import { answer, tellWarnings } from "./output.ts";

/** `meldpunt controllers add | list | show | update | history`. */
export function controllersCommand(program: Command): void {
  const controllers = program
    .command("controllers")
    .description("the controllers that mail is forwarded to")
    .addHelpText("after", "\nExample:\n  meldpunt controllers add --file controller.json\n");

  controllers
    .command("add")
    .description("add a controller; its id is printed")
    .requiredOption("--file <file>", "the controller as JSON")
    .option("--because <reason>", "why, for the history")
    .addHelpText("after", addExample)
    .action(async (options: WrittenOptions, command: Command) => {
      const input = await written(options);
      const client = await connect(command);
      const added = changedController.parse(await client.request("POST", "/controllers", input));
      answer(command, added, `Added ${added.id}.`);
      tellWarnings(added);
    });

  controllers
    .command("list")
    .description("list all controllers")
    .addHelpText("after", "\nExample:\n  meldpunt controllers list --json\n")
    .action(async (_options: object, command: Command) => {
      const client = await connect(command);
      const list = listAnswer.parse(await client.request("GET", "/controllers"));
      answer(command, list, listText(list.controllers));
    });

  controllers
    .command("show")
    .description("show one controller")
    .argument("<id>", "the controller's id", readControllerId)
    .addHelpText("after", "\nExample:\n  meldpunt controllers show voorbeeld-bv\n")
    .action(async (id: string, _options: object, command: Command) => {
      const client = await connect(command);
      const found = controller.parse(await orUnknown(`controller ${id}`, client.request("GET", pathOf(id))));
      answer(command, found, showText(found));
    });

  controllers
    .command("update")
    .description("replace what is on record about a controller")
    .argument("<id>", "the controller's id", readControllerId)
    .requiredOption("--file <file>", "the controller as JSON, all of it: see meldpunt controllers add --help")
    .option("--because <reason>", "why, for the history")
    .addHelpText("after", updateExample)
    .action(async (id: string, options: WrittenOptions, command: Command) => {
      const input = await written(options);
      const client = await connect(command);
      const changed = changedController.parse(
        await orUnknown(`controller ${id}`, client.request("PUT", pathOf(id), input)),
      );
      answer(command, changed, `Changed ${changed.id}, now version ${changed.version}.`);
      tellWarnings(changed);
    });

  controllers
    .command("history")
    .description("show the versions of a controller's record: what changed, when, by whom and why")
    .argument("<id>", "the controller's id", readControllerId)
    .addHelpText("after", "\nExample:\n  meldpunt controllers history voorbeeld-bv\n")
    .action(async (id: string, _options: object, command: Command) => {
      const client = await connect(command);
      const answered = client.request("GET", `${pathOf(id)}/versions`);
      const found = versionsAnswer.parse(await orUnknown(`controller ${id}`, answered));
      answer(command, found, historyText(found.versions));
    });
}

type WrittenOptions = { file: string; because?: string };

/** What a file says of a controller, with the reason that was given for it. */
async function written({ file, because }: WrittenOptions): Promise<unknown> {
  const input = await readJson(file);
  return because === undefined ? input : { ...Object(input), because };
}

const addExample = `
Example:
  meldpunt controllers add --file controller.json

  where controller.json is
  {
    "id": "voorbeeld-bv",
    "name": "Voorbeeld B.V.",
    "language": "nl",
    "listed": true,
    "contacts": [
      { "email": "privacy@voorbeeld.example", "role": "privacy" },
      { "email": "directie@voorbeeld.example", "role": "fallback" }
    ],
    "agreement": {
      "signedOn": "2026-01-31",
      "purposes": ["hosting the customer portal"],
      "dataCategories": ["names and addresses"],
      "dataSubjectCategories": ["customers"],
      "countries": ["NL", "US"],
      "safeguards": { "US": "standard contractual clauses, module 3, of 31 January 2026" },
      "subProcessors": ["hosting-bv"],
      "clauses": { "breach": "7.1", "audit": "10" },
      "dataProtectionOfficer": { "name": "N. de Vries", "email": "fg@voorbeeld.example" }
    }
  }

  A controller with "listed": false is given a random id: leave "id" out. "agreement", and each field of it, may be left
  out. With "noticeHours" in it the controller has so many hours to notify the authority of a breach. What it says goes
  into the record of processing: see meldpunt register export --help.
`;

const updateExample = `
Example:
  meldpunt controllers update voorbeeld-bv --file controller.json --because "Addendum of 1 March: a second sub-processor."
`;

const changedController = z.extend(controller, { warnings: z.optional(z.array(z.string())) });

const listAnswer = z.object({ controllers: z.array(controller) });

function pathOf(id: string): string {
  return `/controllers/${id}`;
}
