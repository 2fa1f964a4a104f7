import type { Command } from "commander";
import { readBreachReference, readControllerIds, readRevision } from "./arguments.ts";
import { decide, readBreach } from "./breach-client.ts";
import { decidedText, sendingText, showText } from "./breach-text.ts";
import { requireTerminal, typedConfirmation } from "./confirmation.ts";
import { connect } from "./connect.ts";
import { readJson } from "./input-file.ts";
import { answer } from "./output.ts";

/** The revision that a decision is for; undefined for whichever is the latest. */
type ForRevision = { revision?: number };

/** Adds `confirm | dismiss | assign | update | conclude | withdraw` to `meldpunt breaches`. */
export function addBreachDecisions(breaches: Command): void {
  const decision = (name: string, description: string, rest = "") =>
    breaches
      .command(name)
      .description(description)
      .argument("<ref>", "the report's reference", readBreachReference)
      .option(
        "--revision <number>",
        "fail if anything was added after this revision, which show tells",
        readRevision,
      )
      .addHelpText("after", `\nExample:\n  meldpunt breaches ${name} BR-7K3M-9QXT-2W5R${rest}\n`);

  decision(
    "confirm",
    "let a held report, or its updates and files that wait, go to the controllers",
    " --yes",
  )
    .option("--yes", "do not ask for the reference to be typed again")
    .action(async (reference: string, options: ForRevision & { yes?: boolean }, command: Command) => {
      const terminal = { input: process.stdin, output: process.stderr };
      const asks = !options.yes;
      if (asks) requireTerminal(terminal);
      const client = await connect(command);
      const seen = await readBreach(client, reference);
      const { revision = seen.revision } = options;
      // Where there is nothing to send, or something newer than that revision, the API says why it refuses.
      const sending = revision === seen.revision ? sendingText(seen) : undefined;
      if (sending !== undefined) {
        process.stderr.write(asks ? `${showText(seen)}\n\n${sending}\n` : `${sending}\n`);
        if (asks) await typedConfirmation(reference, terminal);
      }
      const after = await decide(client, reference, "confirm", { revision });
      answer(command, after, decidedText(after));
    });

  decision(
    "dismiss",
    "drop a held report; of a confirmed one, drop the updates and files that wait or, where none wait, the organisation that nobody knows. No controller is told",
    ' --because "A test, no breach."',
  )
    .requiredOption("--because <text>", "why; the reporter can read it")
    .action(async (reference: string, options: ForRevision & { because: string }, command: Command) => {
      const client = await connect(command);
      const { because, revision = (await readBreach(client, reference)).revision } = options;
      const after = await decide(client, reference, "dismiss", { revision, because });
      answer(command, after, decidedText(after));
    });

  decision(
    "assign",
    "add controllers that the report concerns. While it is held nothing is sent; one that is confirmed goes to them at once",
    " --controller voorbeeld-bv example-ltd",
  )
    .requiredOption("--controller <id...>", "the controllers' ids", readControllerIds)
    .option("--only", "the report concerns these controllers and no others; only while it is held")
    .action(
      async (
        reference: string,
        { controller: controllerIds, only, revision }: ForRevision & { controller: string[]; only?: true },
        command: Command,
      ) => {
        const client = await connect(command);
        const after = await decide(client, reference, "assign", { revision, controllerIds, only });
        answer(command, after, decidedText(after));
      },
    );

  decision(
    "update",
    "add what has become known; of a confirmed report it goes to the controllers at once",
    ` --file update.json

  where update.json is
  {
    "cause": "A wrong address in the list of suggestions.",
    "approximateDataSubjects": { "min": 10, "max": 50 },
    "note": "The recipient says that the file is deleted."
  }

  "final": true says that nothing more will come.`,
  )
    .requiredOption("--file <file>", "the facts, a note, or both, as JSON")
    .action(async (reference: string, options: ForRevision & { file: string }, command: Command) => {
      const { file, ...forRevision } = options;
      const told = await readJson(file);
      const client = await connect(command);
      const body = typeof told === "object" ? { ...told, ...forRevision } : told;
      const after = await decide(client, reference, "update", body);
      answer(command, after, decidedText(after));
    });

  decision("conclude", "tell the controllers that nothing more will come").action(
    async (reference: string, { revision }: ForRevision, command: Command) => {
      const client = await connect(command);
      const after = await decide(client, reference, "conclude", { revision });
      answer(command, after, decidedText(after));
    },
  );

  decision("withdraw", "take back what the controllers were told", ' --because "The file was empty."')
    .requiredOption("--because <text>", "why; the controllers are told")
    .action(async (reference: string, options: ForRevision & { because: string }, command: Command) => {
      const { revision, because } = options;
      const client = await connect(command);
      const after = await decide(client, reference, "withdraw", { revision, because });
      answer(command, after, decidedText(after));
    });
}
