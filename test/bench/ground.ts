import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DynamoDbLocal, startDynamoDbLocal } from "../../infra/local/dynamodb/dynamodb-local.ts";
import { synthesize } from "../../infra/local/synthesize.ts";
import { setPlaces } from "../support/places.ts";

/** What measurements share: a DynamoDB Local in memory, and the functions and the template as they are now. */
export type Ground = { dynamodb: string; bundles: string };

let begun: Promise<Ground> | undefined;
let dynamodb: DynamoDbLocal | undefined;
let folder: string | undefined;

/** Prepared for the first who asks; from then on what the tests have in common is found there. */
export function layGround(): Promise<Ground> {
  begun ??= prepare();
  return begun;
}

async function prepare(): Promise<Ground> {
  folder = mkdtempSync(join(tmpdir(), "meldpunt-bench-"));
  const assembly = join(folder, "assembly");
  const [{ endpoint }] = await Promise.all([startDynamoDb(), synthesize(assembly)]);
  setPlaces({ dynamodb: endpoint, assembly, long: false });
  return { dynamodb: endpoint, bundles: join(assembly, "bundles") };
}

async function startDynamoDb(): Promise<DynamoDbLocal> {
  dynamodb = await startDynamoDbLocal("memory");
  return dynamodb;
}

/** Leaves nothing behind, whether or not anybody asked. */
export async function clearGround(): Promise<void> {
  await begun?.catch(() => {});
  await dynamodb?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
