import { type Command, InvalidArgumentError } from "commander";
import { connect, orUnknown } from "../connect.ts";
import { liveText } from "../live-text.ts";
import type { OperatorClient } from "../operator-client.ts";
import { answer } from "../output.ts";
import { together } from "./restoration.ts";
import { restorationText } from "./restoration-text.ts";
import { type RestoreStep, restoreStep } from "./restore-answer.ts";

type Options = { live: boolean };

/** `meldpunt restore check | apply`. */
export function restoreCommand(program: Command): void {
  const group = program
    .command("restore")
    .description("a table that was restored from a recovery point, before it serves")
    .addHelpText("after", "\nExample:\n  meldpunt restore check Meldpunt-restored-20261222\n");

  const subject = (name: string, description: string) =>
    group
      .command(name)
      .description(description)
      .argument("<table>", "the restored table", readTable)
      .option("--no-live", "do not read the table that serves: what is in it cannot be trusted")
      .addHelpText("after", `\nExample:\n  meldpunt restore ${name} Meldpunt-restored-20261222\n`);

  subject("check", "show what was destroyed since its restore point, and what else happened").action(
    async (name: string, { live }: Options, command: Command) => {
      const client = await connect(command);
      const query = live ? {} : { withoutLive: "true" };
      const steps = await allSteps(name, (cursor) => {
        const asked = new URLSearchParams({ ...query, ...(cursor !== undefined && { cursor }) });
        return client.request("GET", `${pathOf(name)}${asked.size > 0 ? `?${asked}` : ""}`);
      });
      const found = together(name, steps);
      answer(command, found, restorationText(found, false));
    },
  );

  subject(
    "apply",
    "destroy in it again what was destroyed since; may be repeated. Ends with 1 where something is left",
  ).action(async (name: string, { live }: Options, command: Command) => {
    const client: OperatorClient = await connect(command);
    const steps = await allSteps(name, (cursor) =>
      client.request("POST", pathOf(name), { ...(!live && { withoutLive: true }), cursor }),
    );
    const done = together(name, steps);
    answer(command, done, restorationText(done, true));
    if (done.left !== 0) process.exitCode = 1;
  });
}

/** DynamoDB Developer Guide, "Naming rules". */
function readTable(text: string): string {
  if (/^[\w.-]{3,255}$/.test(text)) return text;
  throw new InvalidArgumentError("This is not the name of a table.");
}

function pathOf(name: string): string {
  return `/restored-tables/${name}`;
}

/** Asks for one step after the other until the last; on a terminal, shows how far they are. */
async function allSteps(
  name: string,
  ask: (cursor: string | undefined) => Promise<unknown>,
): Promise<RestoreStep[]> {
  const live = liveText(process.stderr);
  const steps: RestoreStep[] = [];
  try {
    let cursor: string | undefined;
    do {
      const step = restoreStep.parse(await orUnknown(`table ${name}`, ask(cursor)));
      steps.push(step);
      live.show(progressText(step));
      cursor = step.cursor;
    } while (cursor !== undefined);
  } finally {
    live.end();
  }
  return steps;
}

function progressText({ stage, chains }: RestoreStep): string {
  return stage === "search" ? "searching the whole table" : `chains read: ${chains.read} of ${chains.all}`;
}
