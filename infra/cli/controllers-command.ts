import type { Command } from "commander";
import * as z from "zod/mini";
import { controller } from "../../shared/controller.ts";
import { readControllerId } from "./arguments.ts";
import { connect, orUnknown } from "./connect.ts";
import { listText, showText } from "./controller-text.ts";
import { readJson } from "./json-file.ts";
import { answer, tellWarnings } from "./output.ts";

/** `meldpunt controllers add | list | show | update`. */
export function controllersCommand(program: Command): void {
  const controllers = program
    .command("controllers")
    .description("the controllers that mail is forwarded to")
    .addHelpText("after", "\nExample:\n  meldpunt controllers add --file controller.json\n");

  controllers
    .command("add")
    .description("add a controller; its id is printed")
    .requiredOption("--file <file>", "the controller as JSON")
    .addHelpText("after", addExample)
    .action(async ({ file }: { file: string }, command: Command) => {
      const input = await readJson(file);
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
    .requiredOption("--file <file>", "the controller as JSON, all of it")
    .addHelpText("after", "\nExample:\n  meldpunt controllers update voorbeeld-bv --file controller.json\n")
    .action(async (id: string, { file }: { file: string }, command: Command) => {
      const input = await readJson(file);
      const client = await connect(command);
      const changed = changedController.parse(
        await orUnknown(`controller ${id}`, client.request("PUT", pathOf(id), input)),
      );
      answer(command, changed, `Changed ${changed.id}, now version ${changed.version}.`);
      tellWarnings(changed);
    });
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
    ]
  }

  A controller with "listed": false is given a random id: leave "id" out.
`;

const changedController = z.extend(controller, { warnings: z.optional(z.array(z.string())) });

const listAnswer = z.object({ controllers: z.array(controller) });

function pathOf(id: string): string {
  return `/controllers/${id}`;
}
