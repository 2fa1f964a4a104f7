import { readFile } from "node:fs/promises";
import { type RunDescription, runDescription, runFile } from "../local/run-file.ts";
import { CommandFailure } from "./failure.ts";

/**
 * The local run of the data folder, or undefined where none was started.
 * @throws CommandFailure when it was started and has ended, or its description cannot be read
 */
export async function findLocalRun(folder: string): Promise<RunDescription | undefined> {
  const path = runFile(folder);
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw new CommandFailure(1, `Cannot read ${path} (${cause.code}).`, { cause });
  });
  if (text === undefined) return undefined;
  const run = parseRun(path, text);
  if (isRunning(run.pid)) return run;
  throw new CommandFailure(
    1,
    `The local run that ${path} tells of has ended: start it again with npm start.`,
  );
}

function parseRun(path: string, text: string): RunDescription {
  try {
    return runDescription.parse(JSON.parse(text));
  } catch (cause) {
    throw new CommandFailure(1, `${path} does not describe a local run: start it again with npm start.`, {
      cause,
    });
  }
}

/** Signal 0 only asks; EPERM is the answer of a process that is somebody else's. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
