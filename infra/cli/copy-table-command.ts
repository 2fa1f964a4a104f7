import type { Command } from "commander";
import * as z from "zod";
import { askLocalRun } from "./control-client.ts";
import { answer, tellTarget } from "./output.ts";
import { findLocalTarget } from "./target.ts";

const copied = z.object({ name: z.string(), items: z.int() });

/** `meldpunt run copy-table`: makes what a recovery point of the local run's table would give. */
export function copyTableCommand(run: Command): void {
  run
    .command("copy-table")
    .description("copy the table as it is now, as restoring it from a recovery point would")
    .argument("<name>", "the copy's name; for meldpunt restore it begins with Meldpunt-restored-")
    .addHelpText("after", "\nExample:\n  meldpunt run copy-table Meldpunt-restored-1\n")
    .action(async (name: string, _options: object, command: Command) => {
      const target = await findLocalTarget(process.env);
      tellTarget(target.name);
      const asked = { method: "POST" as const, path: "/tables/copy", body: { name } };
      const made = await askLocalRun(target.run, asked, copied);
      answer(command, made, `${made.name}: ${made.items} items`);
    });
}
