import type { Command } from "commander";
import * as z from "zod";
import { readInstant } from "../../shared/periods/read-date.ts";
import type { RunDescription } from "../local/run-file.ts";
import { CommandFailure } from "./failure.ts";
import { answer, table, tellTarget } from "./output.ts";
import { refuseStack } from "./stack-option.ts";
import { findLocalTarget } from "./target.ts";

/** `meldpunt run sweep`: lets a scheduled function of the local run run once, now or with its clock at a time. */
export function runCommand(program: Command): void {
  const run = program
    .command("run")
    .description("let a scheduled function run once, on the local run only")
    .addHelpText("after", "\nExample:\n  meldpunt run sweep\n");
  refuseStack(run, "Only the local run lets a function run at will: leave out --stack.");

  run
    .command("sweep")
    .description("send what is due to be sent; ends with 1 when some of that remains")
    .option("--at <time>", "the time on its clock: an instant with offset")
    .addHelpText("after", "\nExample:\n  meldpunt run sweep --at 2026-11-23T09:00:00Z --json\n")
    .action(async ({ at }: { at?: string }, command: Command) => {
      if (at !== undefined) readInstant(at);
      const target = await findLocalTarget(process.env);
      tellTarget(target.name);
      const result = await invoke(target.run, "sweep", at);
      answer(command, result, table(Object.entries(result).map(([name, count]) => [name, String(count)])));
      if (result.remaining > 0) process.exitCode = 1;
    });
}

const invocation = z.object({ result: z.looseObject({ remaining: z.int().nonnegative() }) });

async function invoke(run: RunDescription, functionName: string, at: string | undefined) {
  const response = await fetch(new URL(`/invoke/${functionName}`, run.control), {
    method: "POST",
    headers: { authorization: `Bearer ${run.controlToken}`, "content-type": "application/json" },
    body: JSON.stringify({ at }),
  }).catch((cause: unknown) => {
    throw new CommandFailure(1, `The local run at ${run.control} does not answer.`, { cause });
  });
  const parsed = invocation.safeParse(await response.json().catch(() => undefined));
  if (response.ok && parsed.success) return parsed.data.result;
  throw new CommandFailure(
    1,
    `The function ${functionName} failed (status ${response.status}): see the local run's output.`,
  );
}
