import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { DataFolder } from "./data-folder.ts";
import { StartFailure } from "./start-failure.ts";

const holder = z.object({ pid: z.number(), control: z.string(), controlToken: z.string() });

/** Who uses a data folder: the address and the secret of its control server tell whether it still does. */
export type LockHolder = z.infer<typeof holder>;

/**
 * Takes the data folder for one local run alone. What a killed run left is taken over: not its process number
 * decides, which may belong to somebody else by now, but whether its control server answers.
 * @returns how to give the folder back.
 * @throws StartFailure when another local run uses it.
 */
export async function lockDataFolder({ root }: DataFolder, own: LockHolder): Promise<() => void> {
  const file = join(root, "lock.json");
  const other = readHolder(file);
  if (other && (await answers(other))) throw inUse(root, other.pid);
  rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(own), { flag: "wx", mode: 0o600 });
  } catch {
    throw inUse(root, undefined);
  }
  return () => rmSync(file, { force: true });
}

function readHolder(file: string): LockHolder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(file, "utf8")));
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
