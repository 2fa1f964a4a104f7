import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { type OperatorApi, operatorClient } from "../cli/operator-client.ts";
import type { DataFolder } from "./data-folder.ts";

const knownReporter = z.object({ id: z.string(), code: z.string() });
const list = z.object({ reporters: z.array(z.object({ id: z.string(), revokedAt: z.string().optional() })) });

/**
 * The code of a reporter whose confirmed breach reports leave at once, so that this can be tried out. Kept across
 * restarts, readable by this user only; where the table does not know the reporter, or it was revoked, there is another.
 * @throws RefusedByApi | UnreachableApi
 */
export async function demoReporterCode(api: OperatorApi, { root }: DataFolder): Promise<string> {
  const file = join(root, "reporter.json");
  const client = operatorClient(api);
  const { reporters } = list.parse(await client.request("GET", "/reporters"));
  const kept = readKept(file);
  if (kept && reporters.some(({ id, revokedAt }) => id === kept.id && revokedAt === undefined))
    return kept.code;
  const added = knownReporter.parse(await client.request("POST", "/reporters", { name: "Demo reporter" }));
  writeFileSync(file, JSON.stringify(added), { mode: 0o600 });
  return added.code;
}

function readKept(file: string): z.infer<typeof knownReporter> | undefined {
  try {
    return knownReporter.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}
