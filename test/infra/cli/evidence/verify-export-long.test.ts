import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { verifyExport } from "../../../../infra/cli/evidence/verify-export.ts";
import { size } from "../../../support/size.ts";
import { timeToHash, writeLongExport } from "./long-export.ts";

const entries = size(20_000, 1_000_000);

// G9, P15
test("a long export is written and verified in an amount of memory that does not grow with it", {
  timeout: 300_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "meldpunt-evidence-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "export.jsonl");
  const end = await writeLongExport(path, entries);
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
