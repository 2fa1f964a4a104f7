import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeLongExport } from "../infra/cli/evidence/long-export.ts";
import type { Goal, Measured } from "./goal.ts";
import { inOwnProcess } from "./own-process.ts";

/** What checking evidence takes. */
export const verifyGoals: readonly Goal[] = [
  {
    id: "P15",
    metric: "time per entry to verify an export file / one createHash per entry over the same bytes",
    goal: "<= 3; peak memory of ten times as many entries <= 1.5 times",
    method:
      "200,000 entries, in a process of its own, seven times in turns with hashing them, the fastest of each; and 20,000.",
    measure,
  },
];

/** How long verifying and hashing took, in milliseconds. */
export type VerifyTimes = { verifyMs: number; hashMs: number };

async function measure(): Promise<Measured> {
  const few = await verified(20_000);
  const many = await verified(200_000);
  const values = {
    ratio: many.verifyMs / many.hashMs,
    peakRatio: many.peakKib / few.peakKib,
    "verify us per entry": (many.verifyMs / 200_000) * 1_000,
    "peak KiB of 20,000": few.peakKib,
    "peak KiB of 200,000": many.peakKib,
  };
  const { ratio, peakRatio } = values;
  return {
    figure: `${ratio.toFixed(2)}; ${peakRatio.toFixed(2)}`,
    met: ratio <= 3 && peakRatio <= 1.5,
    values,
  };
}

async function verified(entries: number): Promise<VerifyTimes & { peakKib: number }> {
  const folder = await mkdtemp(join(tmpdir(), "meldpunt-verify-"));
  try {
    const path = join(folder, "export.jsonl");
    await writeLongExport(path, entries);
    return await inOwnProcess("verify-process.ts", [path, "7"]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
