import type { Command } from "commander";
import * as z from "zod";
import { deadLetter } from "../local/dead-letters/dead-letter.ts";
import { askLocalRun } from "./control-client.ts";
import { answer, table, tellTarget } from "./output.ts";
import { findLocalTarget } from "./target.ts";

const letters = z.array(deadLetter.extend({ queue: z.string() }));

type Letter = z.infer<typeof letters>[number];

/** `meldpunt run dead-letters`: what the local run's functions gave up, without the data in it. */
export function runDeadLettersCommand(run: Command): void {
  run
    .command("dead-letters")
    .description(
      "list what functions gave up: when, which function, why, and where in the table's stream it was",
    )
    .addHelpText("after", "\nExample:\n  meldpunt run dead-letters --json\n")
    .action(async (_: object, command: Command) => {
      const target = await findLocalTarget(process.env);
      tellTarget(target.name);
      const found = await askLocalRun(target.run, { method: "GET", path: "/dead-letters" }, letters);
      answer(command, found, found.length > 0 ? table(found.map(rowOf)) : "Nothing was given up.");
    });
}

function rowOf({ timestamp, requestContext, responsePayload, DDBStreamBatchInfo: batch }: Letter): string[] {
  const { functionArn, approximateInvokeCount } = requestContext;
  return [
    timestamp,
    functionArn.split(":").at(-1) ?? functionArn,
    responsePayload?.errorType ?? "reported a failure",
    approximateInvokeCount === 1 ? "tried once" : `tried ${approximateInvokeCount} times`,
    batch ? `records ${batch.startSequenceNumber} to ${batch.endSequenceNumber}` : "an event",
  ];
}
