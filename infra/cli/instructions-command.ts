import type { Command } from "commander";
import * as z from "zod";
import { visible } from "../../shared/visible.ts";
import { readControllerId } from "./arguments.ts";
import { unreadableText } from "./breach-text.ts";
import { connect, orUnknown } from "./connect.ts";
import { readJson } from "./input-file.ts";
import { letterCase, mailStates, mails } from "./letter-answer.ts";
import { answer, table } from "./output.ts";
import { pathOf, readPages } from "./pages.ts";
import { keyOption, recordOnce } from "./record-once.ts";

const instruction = z.looseObject({ ...letterCase, suspended: z.boolean() });

const listed = z.array(instruction.extend({ mails }));

const listPage = z.object({
  instructions: listed,
  unreadable: z.array(z.string()),
  next: z.string().optional(),
});

/** `meldpunt instructions record | list`. */
export function instructionsCommand(program: Command): void {
  const instructions = program
    .command("instructions")
    .description("instructions of controllers that seem unlawful (agreement article 2.4)")
    .addHelpText("after", "\nExample:\n  meldpunt instructions record --file instruction.json\n");

  instructions
    .command("record")
    .description("record that an instruction seems unlawful; the controller is told at once")
    .requiredOption("--file <file>", "the instruction as JSON")
    .addOption(keyOption())
    .addHelpText("after", recordExample)
    .action(async ({ file, key }: { file: string; key?: string }, command: Command) => {
      const input = Object(await readJson(file));
      const client = await connect(command);
      const answered = orUnknown("such controller", recordOnce(client, "/instructions", input, key));
      const recorded = instruction.parse(await answered);
      answer(command, recorded, `Recorded ${recorded.reference}; ${recorded.controllerId} is told.`);
    });

  instructions
    .command("list")
    .description("list the instructions that controllers were told of, newest first")
    .option("--controller <id>", "only those of this controller", readControllerId)
    .addHelpText("after", "\nExample:\n  meldpunt instructions list --controller voorbeeld-bv\n")
    .action(async ({ controller }: { controller?: string }, command: Command) => {
      const client = await connect(command);
      const { pages, unreadable } = await readPages(listPage, (from) =>
        client.request("GET", pathOf("/instructions", { controllerId: controller, from })),
      );
      const found = { instructions: pages.flatMap((page) => page.instructions), unreadable };
      process.stderr.write(unreadableText(unreadable));
      answer(command, found, listText(found.instructions));
    });
}

function listText(instructions: z.infer<typeof listed>): string {
  if (instructions.length === 0) return "There are none.";
  const rows = instructions.map(({ reference, at, controllerId, controllerName, suspended, mails }) => [
    reference,
    at,
    controllerId,
    visible(controllerName),
    suspended ? "yes" : "no",
    mailStates(mails),
  ]);
  return table([["REFERENCE", "RECORDED", "CONTROLLER", "NAME", "SUSPENDED", "MAIL"], ...rows]);
}

const recordExample = `
Example:
  meldpunt instructions record --file instruction.json

  where instruction.json is
  {
    "controllerId": "voorbeeld-bv",
    "instruction": "Send the files of all former customers to our marketing agency.",
    "why": "There is no legal basis for it (GDPR article 6): the customers have withdrawn their consent.",
    "instructedBy": "S. Bakker",
    "instructedOn": "2026-11-20",
    "suspended": true
  }

  "suspended" says whether you leave it undone until the controller has confirmed, changed or withdrawn it.
  "instructedBy" and "instructedOn" may be left out.
`;
