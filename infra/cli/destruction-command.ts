import { setTimeout } from "node:timers/promises";
import type { Command } from "commander";
import { certificate, type Destruction, destruction, plan } from "./agreement-answer.ts";
import { readControllerId } from "./arguments.ts";
import { connect, orUnknown } from "./connect.ts";
import { planText, statusText } from "./destruction-text.ts";
import { liveText } from "./live-text.ts";
import type { OperatorClient } from "./operator-client.ts";
import { answer } from "./output.ts";

/** `meldpunt destruction plan | status | certificate`. */
export function destructionCommand(program: Command): void {
  const group = program
    .command("destruction")
    .description("the destruction of a controller's data after its agreement has ended")
    .addHelpText("after", "\nExample:\n  meldpunt destruction status voorbeeld-bv\n");

  const subject = (name: string, description: string, example = "") =>
    group
      .command(name)
      .description(description)
      .argument("<controller>", "the controller's id", readControllerId)
      .addHelpText("after", `\nExample:\n  meldpunt destruction ${name} voorbeeld-bv${example}\n`);

  subject("plan", "show which stores hold a controller's data, and what becomes of each").action(
    async (id: string, _options: object, command: Command) => {
      const client = await connect(command);
      const found = plan.parse(await read(client, id, "/plan"));
      answer(command, found, planText(found));
    },
  );

  subject("status", "show how far a destruction is, and what it waits for", " --follow")
    .option("--follow", "go on until no run is at work; on a terminal, show how far it is meanwhile")
    .action(async (id: string, { follow }: { follow?: true }, command: Command) => {
      const client = await connect(command);
      const status = async () => destruction.parse(await read(client, id));
      const found = follow ? await followed(status) : await status();
      answer(command, found, statusText(found));
    });

  subject(
    "certificate",
    "show the certificate of destruction, or the latest report while it is not complete",
  ).action(async (id: string, _options: object, command: Command) => {
    const client = await connect(command);
    const { document, text } = certificate.parse(await client.request("GET", pathOf(id, "/certificate")));
    answer(command, document, text.trimEnd());
  });
}

function pathOf(id: string, part = ""): string {
  return `/controllers/${id}/destruction${part}`;
}

function read(client: OperatorClient, id: string, part?: string): Promise<unknown> {
  return orUnknown(`controller ${id}`, client.request("GET", pathOf(id, part)));
}

/** How often, in milliseconds, somebody who follows a destruction asks how far it is. */
const askEvery = 1_000;

async function followed(status: () => Promise<Destruction>): Promise<Destruction> {
  const live = liveText(process.stderr);
  try {
    for (;;) {
      const found = await status();
      if (!found.atWork) return found;
      live.show(statusText(found));
      await setTimeout(askEvery);
    }
  } finally {
    live.end();
  }
}
