import type { Command } from "commander";
import { visible } from "../../shared/visible.ts";

/** Writes what a command found to stdout: the value as JSON where `--json` asks for it, else the text. */
export function answer(command: Command, value: unknown, text: string): void {
  const { json } = command.optsWithGlobals<{ json?: boolean }>();
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : text}\n`);
}

/** Tells on stderr which system a command speaks to. */
export function tellTarget(name: string): void {
  process.stderr.write(`meldpunt: ${name}\n`);
}

/** Rows as text, each column as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(width(i)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A part of a text under its title; it says so when there is nothing in it. */
export function section(title: string, text: string): string {
  return text === "" ? `${title}\n  none` : `${title}\n${text.replaceAll(/^/gm, "  ")}`;
}

/** Tells on stderr what the operator API warns of. */
export function tellWarnings({ warnings = [] }: { warnings?: readonly string[] | undefined }): void {
  process.stderr.write(warnings.map((warning) => `meldpunt: ${visible(warning)}\n`).join(""));
}
