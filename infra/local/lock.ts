import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { DataFolder } from "./data-folder.ts";
import { StartFailure } from "./start-failure.ts";

const holder = z.object({ pid: z.number(), control: z.string(), controlToken: z.string() });

/** Who uses a data folder: the address and the secret of its control server tell whether it still does. */
type LockHolder = z.infer<typeof holder>;

/**
 * Takes the data folder for one local run alone. What a killed run left is taken over: not its process number
 * decides, which may belong to somebody else by now, but whether its control server answers.
 * @returns how to give the folder back.
 * @throws StartFailure when another local run uses it.
 */
export async function lockDataFolder({ root }: DataFolder, own: LockHolder): Promise<() => void> {
  const file = join(root, "lock.json");
  const content = JSON.stringify(own);
  const found = read(file);
  if (found !== undefined) {
    const other = parseHolder(found);
    if (other && (await answers(other))) throw inUse(root, other.pid);
    remove(file, found);
  }
  try {
    writeFileSync(file, content, { flag: "wx", mode: 0o600 });
  } catch {
    throw inUse(root, parseHolder(read(file))?.pid);
  }
  return () => remove(file, content);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * Removes the lock that has this content and no other: meanwhile somebody may have taken the folder over. It is
 * moved aside first, so that what is looked at is what is removed.
 */
function remove(file: string, content: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) === content) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function parseHolder(text: string | undefined): LockHolder | undefined {
  try {
    return holder.parse(JSON.parse(text ?? ""));
  } catch {
    return undefined;
  }
}

async function answers({ control, controlToken }: LockHolder): Promise<boolean> {
  const headers = { authorization: `Bearer ${controlToken}` };
  const response = await fetch(control, { headers, signal: AbortSignal.timeout(2_000) }).catch(
    () => undefined,
  );
  await response?.body?.cancel();
  return response?.ok ?? false;
}

function inUse(root: string, pid: number | undefined): StartFailure {
  const who = pid === undefined ? "Another local run" : `Another local run (process ${pid})`;
  return new StartFailure(`${who} uses the data folder ${root}; MELDPUNT_DATA names another one.`);
}
