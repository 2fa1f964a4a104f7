import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type DynamoDbLocal, startDynamoDbLocal } from "../../infra/local/dynamodb/dynamodb-local.ts";
import { synthesize } from "../../infra/local/synthesize.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where one DynamoDB Local answers, in memory, for the whole test run. */
    dynamodb: string;
    /** Folder of the CDK app as it is now: `cdk.out` in it is the assembly, `bundles` the built functions. */
    assembly: string;
  }
}

let dynamodb: DynamoDbLocal | undefined;
let folder: string | undefined;

/** Once per test run: builds the functions, synthesizes the CDK app, starts DynamoDB Local. */
export async function setup({ provide }: TestProject): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "meldpunt-test-"));
  const assembly = join(folder, "assembly");
  // For the workers and all that they start: the same modules are compiled by hundreds of processes.
  process.env.NODE_COMPILE_CACHE = join(folder, "compile-cache");
  try {
    await synthesize(assembly);
    dynamodb = await startDynamoDbLocal("memory");
  } catch (error) {
    // vitest tears down only what was set up.
    await teardown();
    throw error;
  }
  provide("dynamodb", dynamodb.endpoint);
  provide("assembly", assembly);
}

/** Leaves nothing behind. */
export async function teardown(): Promise<void> {
  await dynamodb?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
