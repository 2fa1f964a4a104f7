import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CommandFailure } from "../failure.ts";

/**
 * Writes a folder that is there as a whole or not at all: beside its place, under its name with `.part-` and a random rest,
 * until it is finished.
 * @param write writes what is in it; gets the path under which that is for so long
 * @throws CommandFailure where there is something of that name, or it cannot be written
 */
export async function writeNewFolder<T>(path: string, write: (folder: string) => Promise<T>): Promise<T> {
  await refuseExisting(path);
  const part = await partBeside(path);
  try {
    const written = await write(part);
    await refuseExisting(path);
    await rename(part, path);
    return written;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function partBeside(path: string): Promise<string> {
  try {
    await mkdir(dirname(path), { recursive: true });
    return await mkdtemp(join(dirname(path), `${basename(path)}.part-`));
  } catch (cause) {
    throw new CommandFailure(1, `The folder ${path} cannot be written.`, { cause });
  }
}

async function refuseExisting(path: string): Promise<void> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists)
    throw new CommandFailure(
      1,
      `There is a folder or a file ${path} already: name another, or move it away.`,
    );
}
