import type { Command } from "commander";
import * as z from "zod";
import { readInstant } from "../../shared/periods/read-date.ts";
import { copyTableCommand } from "./copy-table-command.ts";
import { runDeadLettersCommand } from "./dead-letters-command.ts";
import { faultsCommand } from "./faults-command.ts";
import { invoke } from "./invoke.ts";
import { showTime } from "./live-text.ts";
import { answer, table, tellTarget } from "./output.ts";
import { refuseStack } from "./stack-option.ts";
import { findLocalTarget } from "./target.ts";

const sweepResult = z.looseObject({ remaining: z.int().nonnegative() });

const sealResult = z.looseObject({ number: z.int().positive(), at: z.iso.datetime() });

const count = z.int().nonnegative();
const destroyResult = z.object({ due: count, destroyed: count, remaining: count });

/**
 * `meldpunt run`: lets a scheduled function of the local run run once, now or with its clock at a time, lets its services
 * fail, and lists what was given up.
 */
export function runCommand(program: Command): void {
  const run = program
    .command("run")
    .description(
      "run a scheduled function once, let services fail, list what was given up: on the local run only",
    )
    .addHelpText("after", "\nExample:\n  meldpunt run sweep\n");
  refuseStack(run, "Only the local run can be told so: leave out --stack.");

  run
    .command("sweep")
    .description("send what is due to be sent; ends with 1 when some of that remains")
    .option("--at <time>", "the time on its clock: an instant with offset")
    .addHelpText("after", "\nExample:\n  meldpunt run sweep --at 2026-11-23T09:00:00Z --json\n")
    .action(async ({ at }: { at?: string }, command: Command) => {
      const { remaining } = await runOnce(command, "sweep", at, sweepResult);
      if (remaining > 0) process.exitCode = 1;
    });

  run
    .command("destroy")
    .description("destroy what is due to be destroyed; ends with 1 when a further run is needed")
    .option("--at <time>", "the time on its clock: an instant with offset")
    .addHelpText("after", "\nExample:\n  meldpunt run destroy --at 2027-02-01T00:30:00Z --json\n")
    .action(async ({ at }: { at?: string }, command: Command) => {
      const { remaining } = await runOnce(command, "destroy", at, destroyResult);
      if (remaining === 0) return;
      process.stderr.write(
        `meldpunt: ${remainingText(remaining)}: let it run again, or see meldpunt destruction status.\n`,
      );
      process.exitCode = 1;
    });

  run
    .command("seal")
    .description("seal the evidence as it is now, as happens every hour")
    .option("--at <time>", "the time on its clock: an instant with offset")
    .addHelpText("after", "\nExample:\n  meldpunt run seal && meldpunt evidence verify\n")
    .action(async ({ at }: { at?: string }, command: Command) => {
      await runOnce(command, "seal-evidence", at, sealResult);
    });

  faultsCommand(run);
  runDeadLettersCommand(run);
  copyTableCommand(run);
}

/** Lets a function run once and prints what it answers: counts, each by its name. */
async function runOnce<T extends Record<string, unknown>>(
  command: Command,
  functionName: string,
  at: string | undefined,
  schema: z.ZodType<T>,
): Promise<T> {
  if (at !== undefined) readInstant(at);
  const target = await findLocalTarget(process.env);
  tellTarget(target.name);
  const running = invoke(target.run, functionName, at, schema);
  const result = await showTime(`${functionName} is at work`, running, process.stderr);
  answer(command, result, table(Object.entries(result).map(([name, value]) => [name, String(value)])));
  return result;
}

function remainingText(remaining: number): string {
  return remaining === 1 ? "1 destruction is not finished" : `${remaining} destructions are not finished`;
}
