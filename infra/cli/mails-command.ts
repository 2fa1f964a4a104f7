import type { Command } from "commander";
import * as z from "zod";
import { readMailId, readMailReference } from "./arguments.ts";
import { connect, orUnknown } from "./connect.ts";
import { answer } from "./output.ts";
import { status } from "./status-answer.ts";
import { onTerminal } from "./status-command.ts";
import { statusText } from "./status-text.ts";

/** `meldpunt mails list | settle`. */
export function mailsCommand(program: Command): void {
  const mails = program
    .command("mails")
    .description("mails that somebody has to look after, because nobody got or read them")
    .addHelpText("after", "\nExample:\n  meldpunt mails list\n");

  mails
    .command("list")
    .description("list the mails that nobody got, or that nobody has said to have read")
    .addHelpText("after", "\nExample:\n  meldpunt mails list --json\n")
    .action(async (_options: object, command: Command) => {
      const client = await connect(command);
      const { at, concerns } = status.parse(await client.request("GET", "/status"));
      const found = concerns.filter(({ kind }) => kind === "undelivered" || kind === "unacknowledged");
      const count = (level: string) => found.filter((one) => one.level === level).length;
      const counts = { red: count("red"), yellow: count("yellow") };
      answer(command, { mails: found }, statusText({ at, concerns: found, counts }, onTerminal));
    });

  mails
    .command("settle")
    .description("record that what a mail was to tell is told some other way, or need not be")
    .argument("<ref>", "the reference of the mail's case", readMailReference)
    .argument("<mail>", "which mail of it: see meldpunt mails list", readMailId)
    .requiredOption("--because <text>", "how it was settled")
    .addHelpText("after", settleExample)
    .action(async (reference: string, id: string, options: { because: string }, command: Command) => {
      const client = await connect(command);
      const answered = client.request("POST", `/mails/${reference}/${id}/settle`, options);
      const after = settled.parse(await orUnknown(`mail ${id} of ${reference}`, answered));
      answer(command, after, `The mail ${id} of ${reference} is settled.`);
    });
}

const settleExample = `
Example:
  meldpunt mails settle DSR-7K3M-9QXT-2W5R request_3 --because "Told by telephone on 22 November."
`;

const settled = z.looseObject({
  reference: z.string(),
  id: z.string(),
  settled: z.looseObject({ at: z.string(), by: z.string(), because: z.string() }),
});
