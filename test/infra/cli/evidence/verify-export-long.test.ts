import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, onTestFinished, test } from "vitest";
import { verifyExport } from "../../../../infra/cli/evidence/verify-export.ts";
import { size } from "../../../support/size.ts";
import { writeLongExport } from "./long-export.ts";

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
  const collectGarbage = garbageCollector();
  const held: number[] = [];
  const verdict = await verifyExport(file, [], () => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    held.push((heapUsed + external) / 1024 / 1024);
  });
  expect(verdict).toMatchObject({ ok: true, entries, head: end.head, root: end.root });

  // The table of items may grow to 26 MB, and for a moment there are two of them.
  const growth = Math.max(...held) - Math.min(...held);
  process.stderr.write(`${entries} entries verified; what is held grew by ${growth.toFixed(0)} MB\n`);
  expect(growth).toBeLessThan(64);
});

/** What is held is only what a collection leaves: when one happens by itself depends on the machine. */
function garbageCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
}
