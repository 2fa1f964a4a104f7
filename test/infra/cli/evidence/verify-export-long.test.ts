import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeExport } from "../../../../infra/cli/evidence/export-writer.ts";
import { chunksOf, wholeLines } from "../../../../infra/cli/evidence/file-lines.ts";
import { verifyExport } from "../../../../infra/cli/evidence/verify-export.ts";
import { emptyHead, hashLine, lineOf } from "../../../../shared/evidence/entry.ts";
import { entryAfter, nthChange, testChain } from "../../../support/evidence.ts";
import { size } from "../../../support/size.ts";

const entries = size(20_000, 1_000_000);

/** The lines of so many entries, in texts as blocks have them. */
async function* blocks(): AsyncGenerator<string> {
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
async function timeToHash(path: string): Promise<number> {
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

// G9
test("a long export is written and verified in an amount of memory that does not grow with it", {
  timeout: 300_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "meldpunt-evidence-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "export.jsonl");
  const end = await writeExport(createWriteStream(path), {
    chain: testChain,
    lines: blocks(),
    heads: nothing(),
  });
  expect(end.entries).toBe(entries);

  await using file = await open(path);
  const held: number[] = [];
  const began = performance.now();
  const verdict = await verifyExport(file, [], () => {
    const { heapUsed, external } = process.memoryUsage();
    held.push((heapUsed + external) / 1024 / 1024);
  });
  const time = performance.now() - began;
  expect(verdict).toMatchObject({ ok: true, entries, head: end.head, root: end.root });

  // The table of items may grow to 26 MB, and for a moment there are two of them; the rest is what is not collected yet.
  const growth = Math.max(...held) - Math.min(...held);
  expect(growth).toBeLessThan(128);
  const ratio = time / (await timeToHash(path));
  process.stderr.write(
    `${entries} entries verified, ${((time / entries) * 1_000).toFixed(2)} µs each, ` +
      `${ratio.toFixed(2)} times one createHash; memory grew by ${growth.toFixed(0)} MB\n`,
  );
});
