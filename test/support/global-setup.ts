import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type DynamoDbLocal, startDynamoDbLocal } from "../../infra/local/dynamodb/dynamodb-local.ts";
import { synthesize } from "../../infra/local/synthesize.ts";
import { bundleCli } from "./bundle-cli.ts";
import { permissionTrouble } from "./permission-check.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where one DynamoDB Local answers, in memory, for the whole test run. */
    dynamodb: string;
    /** Folder of the CDK app as it is now: `cdk.out` in it is the assembly, `bundles` the built functions. */
    assembly: string;
    /** The command line as it is now, in one file. */
    cli: string;
  }
}

let dynamodb: DynamoDbLocal | undefined;
let folder: string | undefined;
let checkPermissions = async () => "";

/** Once per test run: builds the functions and the command line, synthesizes the CDK app, starts DynamoDB Local. */
export async function setup(project: TestProject): Promise<void> {
  const { provide } = project;
  folder = mkdtempSync(join(tmpdir(), "meldpunt-test-"));
  const assembly = join(folder, "assembly");
  const cli = join(folder, "meldpunt.mjs");
  // For the workers and all that they start: the same modules are compiled by hundreds of processes.
  process.env.NODE_COMPILE_CACHE = join(folder, "compile-cache");
  const record = join(folder, "permissions");
  process.env.MELDPUNT_PERMISSION_RECORD = record;
  checkPermissions = () => permissionTrouble(record, assembly, project);
  try {
    const [{ endpoint }] = await Promise.all([startDynamoDb(), synthesize(assembly), bundleCli(cli)]);
    provide("dynamodb", endpoint);
    provide("assembly", assembly);
    provide("cli", cli);
  } catch (error) {
    // vitest tears down only what was set up.
    await teardown();
    throw error;
  }
}

async function startDynamoDb(): Promise<DynamoDbLocal> {
  dynamodb = await startDynamoDbLocal("memory");
  return dynamodb;
}

/** Leaves nothing behind, and says what was wrong with permissions: then the run has failed. */
export async function teardown(): Promise<void> {
  await dynamodb?.close();
  const trouble = await checkPermissions();
  if (trouble !== "") {
    process.stderr.write(trouble);
    process.exitCode = 1;
  }
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
