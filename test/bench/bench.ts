import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Goal } from "./goal.ts";
import { goals } from "./goals.ts";
import { clearGround } from "./ground.ts";
import { readArguments, UsageError } from "./run-arguments.ts";
import { measureGoals, type Result } from "./run-goals.ts";
import { resultsJson, resultsText } from "./table.ts";

const help = `Usage: npm run bench -- [GOAL...] [--json]

Measures what the product promises to keep: sizes, calls and money as they are, speed and memory as ratios to a baseline of
the same run on the same machine. Writes what it found to dist/bench.json, too. All of it takes a few minutes.

GOAL     P1 to P${goals.length}; all of them when none is named
--json   print JSON, for programs
--help   print this

Exit codes: 0 all that were measured are met, 1 one is not, 2 wrong use.

Example:
  npm run bench -- P5 P6
`;

const dist = join(import.meta.dirname, "../../dist");
const print = process.stdout.write.bind(process.stdout);

try {
  const asked = readArguments(process.argv.slice(2), goals);
  if (asked.help) print(help);
  else await bench(asked.goals, asked.json);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${help}`);
  process.exitCode = 2;
}

async function bench(asked: readonly Goal[], json: boolean): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => clearGround().finally(() => process.exit(1)));
  // What functions log is no part of the result.
  process.stdout.write = () => true;
  const results = await measureGoals(asked, tell).finally(clearGround);
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "bench.json"), resultsJson(results));
  // Processes whose end was played (P10) leave timers behind that nobody waits for.
  const end = () => process.exit(exitCodeOf(results));
  print(json ? resultsJson(results) : resultsText(results), end);
}

function tell({ id, metric }: Goal): void {
  if (process.stderr.isTTY) process.stderr.write(`${id} ${metric} ...\n`);
}

function exitCodeOf(results: readonly Result[]): number {
  return results.every(({ met }) => met) ? 0 : 1;
}
