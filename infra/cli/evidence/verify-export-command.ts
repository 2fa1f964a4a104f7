import { type FileHandle, open } from "node:fs/promises";
import type { Command } from "commander";
import type { Head } from "../../../shared/evidence/entry.ts";
import { visible } from "../../../shared/visible.ts";
import { CommandFailure } from "../failure.ts";
import { fieldsText } from "../fields-text.ts";
import { answer, section } from "../output.ts";
import { refuseStack } from "../stack-option.ts";
import { withEntriesShown } from "./entries-progress.ts";
import { findingsText } from "./finding-text.ts";
import { readHeads } from "./head-option.ts";
import { type ExportVerdict, NoExport, verifyExport } from "./verify-export.ts";

/** `meldpunt verify-export FILE`: stand-alone, no system is spoken to. */
export function verifyExportCommand(program: Command): void {
  const command = program
    .command("verify-export")
    .description("check a file made by evidence export; needs no system, configuration or network")
    .argument("<file>", "the export")
    .option(
      "--head <sequence:hash>",
      "a head from a mail to the controller; more than one is fine",
      readHeads,
    )
    .addHelpText("after", "\nExample:\n  meldpunt verify-export evidence.jsonl --head 4711:9f86…\n")
    .action(async (path: string, { head = [] }: { head?: Head[] }, command: Command) => {
      const verdict = await verified(path, head);
      const { findings, flagged, declared } = verdict;
      const counts = { findings: findings.count, flagged: flagged.count, declared: declared.count };
      const lists = { findings: findings.list, flagged: flagged.list, declared: declared.list };
      answer(command, { ...verdict, ...lists, counts }, verdictText(verdict, head));
      if (!verdict.ok) process.exitCode = 1;
    });
  refuseStack(command, "A file is checked here, not by a stack: leave out --stack.");
}

async function verified(path: string, kept: readonly Head[]): Promise<ExportVerdict> {
  const file = await openFile(path);
  try {
    return await withEntriesShown((onEntries) => verifyExport(file, kept, onEntries));
  } catch (error) {
    if (error instanceof NoExport) throw new CommandFailure(1, error.message, { cause: error });
    throw error;
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  const cannot = (cause?: unknown) => new CommandFailure(1, `The file ${path} cannot be read.`, { cause });
  const file = await open(path).catch((cause: unknown) => {
    throw cannot(cause);
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw cannot();
}

function verdictText(verdict: ExportVerdict, kept: readonly Head[]): string {
  const { ok, chain, entries, head, root, key, sealed, findings, flagged, declared } = verdict;
  const about = {
    entries,
    ...(head.sequence > 0 && { head: `${head.sequence}:${head.hash}` }),
    root,
    sealedUpTo: sealed ? `entry ${sealed.sequence}, by the seal ${sealed.number} of ${sealed.at}` : "nothing",
    comparedWith:
      kept.length === 0
        ? "no head from a mail: give one with --head"
        : kept.map(({ sequence, hash }) => `${sequence}:${hash}`),
    ...(key !== undefined && { key: `${key} (compare it with the one in a mail to the controller)` }),
  };
  return [
    section(visible(chain), fieldsText(about)),
    findingsText("Wrong", findings),
    findingsText("Missing, as the chain declares", declared),
    findingsText("Worth knowing, and not wrong", flagged),
    ok
      ? "Nothing is wrong: this is the file that was exported, and every change in it follows on the one before."
      : `Something is wrong; the first ${entries} entries follow on each other.`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
