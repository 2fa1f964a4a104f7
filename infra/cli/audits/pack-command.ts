import type { Command } from "commander";
import { readControllerId } from "../arguments.ts";
import { connect } from "../connect.ts";
import { withEntriesShown } from "../evidence/entries-progress.ts";
import { fieldsText } from "../fields-text.ts";
import { answer } from "../output.ts";
import { writeNewFolder } from "./new-folder.ts";
import { writePack } from "./write-pack.ts";

/** Adds `meldpunt audits pack`. */
export function addPack(audits: Command): void {
  audits
    .command("pack")
    .description(
      "write what an auditor of one controller needs into a folder: the evidence, the record of processing, the statements, the settings and its audits",
    )
    .argument("<controller>", "the controller's id", readControllerId)
    .requiredOption("--out <folder>", "the folder to write, which must not be there yet")
    .addHelpText("after", "\nExample:\n  meldpunt audits pack voorbeeld-bv --out audit-voorbeeld-bv\n")
    .action(async (controllerId: string, { out }: { out: string }, command: Command) => {
      const client = await connect(command);
      const manifest = await withEntriesShown((onEntries) =>
        writeNewFolder(out, (folder) => writePack(client, controllerId, folder, onEntries)),
      );
      const { evidence, files } = manifest;
      const told = { folder: out, ...evidence, files: files.map(({ name }) => name) };
      answer(command, { folder: out, ...manifest }, fieldsText(told));
    });
}
