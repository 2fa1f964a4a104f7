import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import * as z from "zod/mini";
import { controller, controllerId } from "../../shared/controller.ts";
import { listText, showText } from "./controller-text.ts";
import { CommandFailure } from "./failure.ts";
import { type OperatorClient, operatorClient, RefusedByApi } from "./operator-client.ts";
import { answer, tellTarget } from "./output.ts";
import { findTarget } from "./target.ts";

type TargetOption = { stack?: string };

/** `meldpunt controllers add | list | show | update`. */
export function controllersCommand(program: Command): void {
  const controllers = program
    .command("controllers")
    .description("the controllers that mail is forwarded to")
    .addHelpText("after", "\nExample:\n  meldpunt controllers add --file controller.json\n");

  withTarget(controllers.command("add"))
    .description("add a controller; its id is printed")
    .requiredOption("--file <file>", "the controller as JSON")
    .addHelpText("after", addExample)
    .action(async ({ file, stack }: TargetOption & { file: string }, command: Command) => {
      const input = await readJson(file);
      const client = await connect(stack);
      const added = controller.parse(await client.request("POST", "/controllers", input));
      answer(command, added, `Added ${added.id}.`);
    });

  withTarget(controllers.command("list"))
    .description("list all controllers")
    .addHelpText("after", "\nExample:\n  meldpunt controllers list --json\n")
    .action(async ({ stack }: TargetOption, command: Command) => {
      const client = await connect(stack);
      const list = listAnswer.parse(await client.request("GET", "/controllers"));
      answer(command, list, listText(list.controllers));
    });

  withTarget(controllers.command("show"))
    .description("show one controller")
    .argument("<id>", "the controller's id", readId)
    .addHelpText("after", "\nExample:\n  meldpunt controllers show voorbeeld-bv\n")
    .action(async (id: string, { stack }: TargetOption, command: Command) => {
      const client = await connect(stack);
      const found = controller.parse(await orUnknown(id, client.request("GET", pathOf(id))));
      answer(command, found, showText(found));
    });

  withTarget(controllers.command("update"))
    .description("replace what is on record about a controller")
    .argument("<id>", "the controller's id", readId)
    .requiredOption("--file <file>", "the controller as JSON, all of it")
    .addHelpText("after", "\nExample:\n  meldpunt controllers update voorbeeld-bv --file controller.json\n")
    .action(async (id: string, { file, stack }: TargetOption & { file: string }, command: Command) => {
      const input = await readJson(file);
      const client = await connect(stack);
      const changed = controller.parse(await orUnknown(id, client.request("PUT", pathOf(id), input)));
      answer(command, changed, `Changed ${changed.id}, now version ${changed.version}.`);
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

const listAnswer = z.object({ controllers: z.array(controller) });

function withTarget(command: Command): Command {
  return command.option(
    "--stack <name>",
    "the deployed stack to speak to, instead of the local run",
    readStack,
  );
}

async function connect(stack: string | undefined): Promise<OperatorClient> {
  const { name, api } = await findTarget(stack, process.env);
  tellTarget(name);
  return operatorClient(api);
}

function pathOf(id: string): string {
  return `/controllers/${id}`;
}

function orUnknown(id: string, answered: Promise<unknown>): Promise<unknown> {
  return answered.catch((cause: unknown) => {
    if (cause instanceof RefusedByApi && cause.status === 404) {
      throw new CommandFailure(1, `There is no controller ${id}.`, { cause });
    }
    throw cause;
  });
}

/** An empty name is most likely an unset variable: it must not lead to another system than was meant. */
function readStack(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("The stack needs a name.");
}

function readId(text: string): string {
  const { success, error } = controllerId.safeParse(text);
  if (success) return text;
  throw new InvalidArgumentError(error.issues.map(({ message }) => message).join(" "));
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new CommandFailure(2, `The file ${file} ${why}.`, { cause });
  }
}
