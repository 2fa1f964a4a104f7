import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import * as z from "zod";
import { CommandFailure } from "./failure.ts";

const repository = resolve(import.meta.dirname, "../..");

const runFile = z.object({
  pid: z.int().positive(),
  api: z.url(),
  operatorApi: z.url(),
  control: z.url(),
  controlToken: z.string().min(1),
  region: z.string().min(1),
  credentials: z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) }),
});

/** A local run, as it describes itself in `run.json` in its data folder. */
export type LocalRun = z.infer<typeof runFile>;

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder where a local run keeps its data; a relative one is in the repository. */
export function dataFolder(environment: Environment): string {
  return resolve(repository, environment.MELDPUNT_DATA || ".meldpunt");
}

/**
 * The local run of the data folder, or undefined where none was started.
 * @throws CommandFailure when it was started and has ended, or its description cannot be read
 */
export async function findLocalRun(folder: string): Promise<LocalRun | undefined> {
  const path = join(folder, "run.json");
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

function parseRun(path: string, text: string): LocalRun {
  try {
    return runFile.parse(JSON.parse(text));
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
