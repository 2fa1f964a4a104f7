import type { Command } from "commander";
import { chainOf } from "../../../shared/evidence/chain-name.ts";
import { readControllerId } from "../arguments.ts";
import { connect } from "../connect.ts";
import { fieldsText } from "../fields-text.ts";
import { answer } from "../output.ts";
import { orNoChain } from "./chain-option.ts";
import { withEntriesShown } from "./entries-progress.ts";
import { evidenceClient } from "./evidence-client.ts";
import { exportLive } from "./export-live.ts";
import { writeNewFile } from "./new-file.ts";

/** Adds `meldpunt evidence export`. */
export function addExport(evidence: Command): void {
  evidence
    .command("export")
    .description(
      "write the chain of one controller into a file that it can check itself, with verify-export; also after its data was destroyed",
    )
    .requiredOption("--controller <id>", "the controller's id", readControllerId)
    .requiredOption("--out <file>", "the file to write, which must not be there yet")
    .addHelpText(
      "after",
      "\nExample:\n  meldpunt evidence export --controller voorbeeld-bv --out voorbeeld-bv.jsonl\n",
    )
    .action(async ({ controller, out }: { controller: string; out: string }, command: Command) => {
      const client = evidenceClient(await connect(command));
      const chain = chainOf(controller);
      const { end, key } = await withEntriesShown((onEntries) =>
        writeNewFile(out, (file) => orNoChain(exportLive(client, chain, file, onEntries))),
      );
      const { entries, head, root, sha256 } = end;
      const told = { file: out, chain, entries, head, root, sha256, ...(key !== undefined && { key }) };
      answer(command, told, fieldsText({ ...told, head: `${head.sequence}:${head.hash}` }));
    });
}
