/** Verifies a file of evidence in turns with hashing it line by line; sends how long the fastest of each took, and the peak. */
import { open } from "node:fs/promises";
import { verifyExport } from "../../infra/cli/evidence/verify-export.ts";
import { timeToHash } from "../infra/cli/evidence/long-export.ts";
import type { VerifyTimes } from "./verify.ts";

const [path = "", rounds = "1"] = process.argv.slice(2);
const times: VerifyTimes[] = [];
for (let round = 0; round < Number(rounds); round++) {
  await using file = await open(path);
  const began = performance.now();
  const { ok } = await verifyExport(file, []);
  if (!ok) throw new Error("the file is not what was exported");
  const verifyMs = performance.now() - began;
  times.push({ verifyMs, hashMs: await timeToHash(path) });
}
process.send?.({
  verifyMs: Math.min(...times.map(({ verifyMs }) => verifyMs)),
  hashMs: Math.min(...times.map(({ hashMs }) => hashMs)),
  peakKib: process.resourceUsage().maxRSS,
});
