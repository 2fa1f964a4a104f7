import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { writeExport } from "../../../../infra/cli/evidence/export-writer.ts";
import { chunksOf, wholeLines } from "../../../../infra/cli/evidence/file-lines.ts";
import { emptyHead, hashLine, lineOf } from "../../../../shared/evidence/entry.ts";
import { entryAfter, nthChange, testChain } from "../../../support/evidence.ts";

/** Writes an export of so many entries and no seals to a file; gives what its last line says. */
export function writeLongExport(path: string, entries: number): ReturnType<typeof writeExport> {
  return writeExport(createWriteStream(path), { chain: testChain, lines: blocks(entries), heads: nothing() });
}

/** The lines of so many entries, in texts as blocks have them. */
async function* blocks(entries: number): AsyncGenerator<string> {
  let head = emptyHead;
  while (head.sequence < entries) {
    let text = "";
    for (let i = 0; i < 500 && head.sequence < entries; i += 1) {
      const line = lineOf(entryAfter(head, nthChange(head.sequence)));
      head = { sequence: head.sequence + 1, hash: hashLine(line) };
      text += `${line}\n`;
    }
    yield text;
  }
}

async function* nothing(): AsyncGenerator<never> {}

/** The time in milliseconds that one `createHash` for each line of a file takes. */
export async function timeToHash(path: string): Promise<number> {
  await using file = await open(path);
  let time = 0;
  for await (const piece of wholeLines(chunksOf(file, 0, (await file.stat()).size))) {
    const lines: Buffer[] = [];
    for (let start = 0; start < piece.length; ) {
      const end = piece.indexOf("\n", start);
      lines.push(piece.subarray(start, end));
      start = end + 1;
    }
    const began = performance.now();
    for (const line of lines) createHash("sha256").update(line).digest();
    time += performance.now() - began;
  }
  return time;
}
