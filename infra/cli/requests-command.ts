import { type Command, Option } from "commander";
import { readControllerId, readRequestReference } from "./arguments.ts";
import { unreadableText } from "./breach-text.ts";
import { typedConfirmation } from "./confirmation.ts";
import { connect, orUnknown } from "./connect.ts";
import { answer } from "./output.ts";
import { party } from "./request-answer.ts";
import { decideRequest, listRequests, readRequest, type Wanted } from "./request-client.ts";
import { decidedText, listText, sendingText, showText } from "./request-text.ts";

const example = "DSR-7K3M-9QXT-2W5R";

/** `meldpunt requests list | show`, and what the privacy desk decides. */
export function requestsCommand(program: Command): void {
  const requests = program
    .command("requests")
    .description(
      "requests of data subjects, and what the privacy desk decides on those without a known controller",
    )
    .addHelpText("after", "\nExample:\n  meldpunt requests list --desk\n");

  requests
    .command("list")
    .description("list the requests, newest first")
    .option("--desk", "only what waits for the desk")
    .addOption(
      new Option("--controller <id>", "only this controller's").argParser(readControllerId).conflicts("desk"),
    )
    .addHelpText("after", "\nExample:\n  meldpunt requests list --desk --json\n")
    .action(async (wanted: Wanted, command: Command) => {
      const client = await connect(command);
      const found = await listRequests(client, wanted);
      process.stderr.write(unreadableText(found.unreadable));
      answer(command, found, listText(found.requests));
    });

  requests
    .command("show")
    .description("show all that is known of one request")
    .argument("<ref>", "the request's reference", readRequestReference)
    .addHelpText("after", `\nExample:\n  meldpunt requests show ${example}\n`)
    .action(async (reference: string, _options: object, command: Command) => {
      const found = await readRequest(await connect(command), reference);
      answer(command, found, showText(found));
    });

  requests
    .command("assign")
    .description(
      "name the controller of a request of which none is known: the request and its files go to it at once, and the person is told. On a terminal the reference has to be typed again",
    )
    .argument("<ref>", "the request's reference", readRequestReference)
    .requiredOption("--controller <id>", "the controller's id", readControllerId)
    .option("--yes", "do not ask for the reference to be typed again")
    .addHelpText("after", `\nExample:\n  meldpunt requests assign ${example} --controller voorbeeld-bv\n`)
    .action(
      async (
        reference: string,
        { controller: controllerId, yes }: { controller: string; yes?: true },
        command: Command,
      ) => {
        const client = await connect(command);
        const terminal = { input: process.stdin, output: process.stderr };
        const found = await readRequest(client, reference);
        // Where nothing can be sent, the API says why it refuses.
        if (found.waiting) {
          const to = party.parse(
            await orUnknown(
              `controller ${controllerId}`,
              client.request("GET", `/controllers/${controllerId}`),
            ),
          );
          process.stderr.write(`${sendingText(found, to)}\n`);
          if (!yes && terminal.input.isTTY && terminal.output.isTTY) {
            process.stderr.write(`\n${showText(found)}\n\n`);
            await typedConfirmation(reference, terminal);
          }
        }
        const after = await decideRequest(client, reference, "assign", { controllerId });
        answer(command, after, decidedText(after));
      },
    );

  requests
    .command("close")
    .description(
      "end a request that is for no controller of ours, or record how the controller of one was reached that no mail reached",
    )
    .argument("<ref>", "the request's reference", readRequestReference)
    .requiredOption("--because <text>", "why; where no controller is known, the person is told")
    .addHelpText(
      "after",
      `\nExample:\n  meldpunt requests close ${example} --because "We process no data for this organisation."\n`,
    )
    .action(async (reference: string, { because }: { because: string }, command: Command) => {
      const client = await connect(command);
      const after = await decideRequest(client, reference, "close", { because });
      answer(command, after, decidedText(after));
    });
}
