#!/usr/bin/env node
import { CommanderError } from "commander";
import { InvalidDate } from "../../shared/periods/read-date.ts";
import { CommandFailure, type ExitCode } from "./failure.ts";
import { RefusedByApi, UnreachableApi } from "./operator-client.ts";
import { createProgram } from "./program.ts";

// Whoever reads the output may have seen enough of it: `| head`. What was asked for is done all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

/** Says on stderr what went wrong; commander has said it already of what is its own. */
function tell(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandFailure) return say(error.exitCode, [error.message]);
  if (error instanceof InvalidDate) return say(2, [error.message]);
  if (error instanceof UnreachableApi) return say(1, [error.message]);
  if (error instanceof RefusedByApi) {
    const fields = error.errors.map(({ pointer, detail }) => (pointer ? `${pointer}: ${detail}` : detail));
    return say(error.status === 400 ? 2 : 1, fields.length > 0 ? fields : [error.message]);
  }
  throw error;
}

function say(exitCode: ExitCode, lines: readonly string[]): ExitCode {
  process.stderr.write(lines.map((line) => `meldpunt: ${line}\n`).join(""));
  return exitCode;
}
