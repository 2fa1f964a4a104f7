import { type Command, Option } from "commander";
import { CommandFailure } from "../failure.ts";
import { liveText } from "../live-text.ts";
import { answer, tellTarget } from "../output.ts";
import { namedStack } from "../stack-option.ts";
import { findSystem, type System } from "../target.ts";
import { functionNames } from "./function-name.ts";
import type { LetterBox } from "./letter.ts";
import { lettersText, redrivenText } from "./letters-text.ts";
import { redrive } from "./redrive.ts";

type Options = { function?: string; discardGone?: true };

/** `meldpunt dead-letters list | redrive`. */
export function deadLettersCommand(program: Command): void {
  const letters = program
    .command("dead-letters")
    .description("what functions gave up, and to hand it to them again")
    .addHelpText("after", "\nExample:\n  meldpunt dead-letters list\n");

  letters
    .command("list")
    .description("list what functions gave up: when, which function, what and why")
    .addOption(functionOption())
    .addHelpText("after", "\nExample:\n  meldpunt dead-letters list --json\n")
    .action(async (options: Options, command: Command) => {
      await withBox(command, async (box) => {
        const found = lettersOf(box, options);
        answer(
          command,
          { letters: found, heldByOthers: box.heldByOthers },
          lettersText(found, box.heldByOthers),
        );
      });
    });

  letters
    .command("redrive")
    .description(
      "hand what functions gave up to them again, and take out what went well; ends with 1 when something stays",
    )
    .addOption(functionOption())
    .option("--discard-gone", "also take out what can be handed to nobody any more, once you have seen to it")
    .addHelpText(
      "after",
      `
First do away with the cause: see infra/runbook.md. Runs by the clock are made once, however many were missed. What lay in
the table's stream is forgotten there after 24 hours: then sweep has long sent what forward did not. What record-evidence
gave up is not recorded out of its order: meldpunt evidence verify names it, and close-gaps declares it.

Examples:
  meldpunt dead-letters redrive
  meldpunt dead-letters redrive --function track-delivery --stack Meldpunt
`,
    )
    .action(async (options: Options, command: Command) => {
      await withBox(command, async (box) => {
        const wanted = lettersOf(box, options);
        const live = liveText(process.stderr);
        const redriven = await redrive(box, wanted, options.discardGone === true, (done) =>
          live.show(`${done} of ${wanted.length}`),
        ).finally(live.end);
        const shown = redriven.map(({ letter, end, removed }) => ({ ...letter, ...end, removed }));
        const { heldByOthers } = box;
        answer(command, { letters: shown, heldByOthers }, redrivenText(redriven, heldByOthers));
        if (heldByOthers > 0 || redriven.some(({ removed }) => !removed)) process.exitCode = 1;
      });
    });
}

function functionOption(): Option {
  return new Option("--function <name>", "only of this function").choices(functionNames);
}

function lettersOf({ letters }: Pick<LetterBox, "letters">, { function: name }: Options) {
  return letters.filter((letter) => name === undefined || letter.function === name);
}

/** Opens the dead-letter queues of the system that a command speaks to, and closes them whatever comes of it. */
async function withBox(command: Command, use: (box: LetterBox) => Promise<void>): Promise<void> {
  const system = await findSystem(namedStack(command), process.env);
  tellTarget(system.name);
  try {
    const box = await openBox(system);
    await use(box).finally(box.close);
  } catch (error) {
    if (error instanceof CommandFailure || !(error instanceof Error) || !("$metadata" in error)) throw error;
    throw new CommandFailure(1, `AWS says: ${error.message}`, { cause: error });
  }
}

/** Each loaded only where it is needed: one brings the AWS SDK with it. */
async function openBox(system: System): Promise<LetterBox> {
  if ("stack" in system) return (await import("./stack-box.ts")).openStackBox(system.stack);
  return (await import("./local-box.ts")).openLocalBox(system.run);
}
