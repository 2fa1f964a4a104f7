import type { Command } from "commander";
import { addCloseGaps } from "./close-gaps-command.ts";
import { addExport } from "./export-command.ts";
import { addProof } from "./proof-command.ts";
import { addVerify } from "./verify-command.ts";

/** `meldpunt evidence verify | export | proof | close-gaps`. */
export function evidenceCommand(program: Command): void {
  const evidence = program
    .command("evidence")
    .description("the evidence of every change, which each controller can check for itself")
    .addHelpText("after", "\nExample:\n  meldpunt evidence verify\n");
  addVerify(evidence);
  addExport(evidence);
  addProof(evidence);
  addCloseGaps(evidence);
}
