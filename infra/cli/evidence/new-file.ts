import { createWriteStream } from "node:fs";
import { access, rename, rm } from "node:fs/promises";
import type { Writable } from "node:stream";
import { CommandFailure } from "../failure.ts";

/**
 * Writes a file that is there as a whole or not at all: under its name with `.part` until it is finished.
 * @param write ends what it writes to
 * @throws CommandFailure where there is a file of that name, or it cannot be written
 */
export async function writeNewFile<T>(path: string, write: (out: () => Writable) => Promise<T>): Promise<T> {
  await refuseExisting(path);
  const part = `${path}.part`;
  try {
    const written = await write(() => createWriteStream(part, { flush: true }));
    await refuseExisting(path);
    await rename(part, path);
    return written;
  } catch (error) {
    await rm(part, { force: true });
    if (!isFileError(error)) throw error;
    throw new CommandFailure(1, `The file ${path} cannot be written.`, { cause: error });
  }
}

async function refuseExisting(path: string): Promise<void> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) throw new CommandFailure(1, `There is a file ${path} already: name another, or move it away.`);
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && "path" in error;
}
