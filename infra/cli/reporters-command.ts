import type { Command } from "commander";
import * as z from "zod";
import { readReporterId } from "./arguments.ts";
import { connect, orUnknown } from "./connect.ts";
import { answer } from "./output.ts";
import { listText } from "./reporter-text.ts";

const reporter = z.looseObject({
  id: z.string(),
  name: z.string(),
  addedAt: z.string(),
  addedBy: z.string(),
  revokedAt: z.string().optional(),
  revokedBy: z.string().optional(),
});
const addedReporter = z.looseObject({ id: z.string(), name: z.string(), code: z.string() });
const list = z.object({ reporters: z.array(reporter) });

/** `meldpunt reporters add | list | revoke`. */
export function reportersCommand(program: Command): void {
  const reporters = program
    .command("reporters")
    .description("those whose confirmed breach reports go to the controllers at once")
    .addHelpText("after", '\nExample:\n  meldpunt reporters add --name "Night shift"\n');

  reporters
    .command("add")
    .description("add a reporter; the code is shown once")
    .requiredOption("--name <name>", "who will have the code: a person, a team or a system")
    .addHelpText("after", '\nExample:\n  meldpunt reporters add --name "Monitoring of data centre 2"\n')
    .action(async ({ name }: { name: string }, command: Command) => {
      const client = await connect(command);
      const added = addedReporter.parse(await client.request("POST", "/reporters", { name }));
      answer(command, added, addedText(added));
    });

  reporters
    .command("list")
    .description("list all reporters, also the revoked ones")
    .addHelpText("after", "\nExample:\n  meldpunt reporters list --json\n")
    .action(async (_options: object, command: Command) => {
      const client = await connect(command);
      const found = list.parse(await client.request("GET", "/reporters"));
      answer(command, found, listText(found.reporters));
    });

  reporters
    .command("revoke")
    .description("make a reporter's code worthless")
    .argument("<id>", "the reporter's id", readReporterId)
    .addHelpText("after", "\nExample:\n  meldpunt reporters revoke 7k3m9qxt2w5r\n")
    .action(async (id: string, _options: object, command: Command) => {
      const client = await connect(command);
      const answered = client.request("POST", `/reporters/${id}/revoke`);
      const revoked = reporter.parse(await orUnknown(`reporter ${id}`, answered));
      answer(command, revoked, `Revoked ${revoked.id} (${revoked.name}).`);
    });
}

function addedText({ id, name, code }: z.infer<typeof addedReporter>): string {
  return `Added ${id} (${name}). The code is shown only now:\n\n  ${code}\n\nIt goes into the header Authorization: Bearer <code>.`;
}
