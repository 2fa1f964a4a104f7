import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { fillFolder } from "./assembly-cache.ts";
import { assemblyKey } from "./assembly-key.ts";
import { StartFailure } from "./start-failure.ts";
import { type Assembly, readAssembly } from "./template/assembly.ts";

const repository = join(import.meta.dirname, "..", "..");
const cache = join(repository, "node_modules", ".cache", "meldpunt");

/**
 * The CDK app as it is now, built and synthesized into a folder whose earlier content is removed. When nothing that goes
 * into it has changed since it was built here before, it is copied from there.
 * @param signal ends it early.
 * @throws StartFailure with what esbuild or CDK say.
 */
export async function synthesize(folder: string, signal?: AbortSignal): Promise<Assembly> {
  const assembly = join(folder, "cdk.out");
  // CDK checks its template against rules for AWS, which takes longer than all the rest; `cdk synth` does that.
  const environment = { ...process.env, CDK_OUTDIR: assembly, CDK_VALIDATION: "false" };
  await fillFolder(folder, {
    cache,
    key: () => assemblyKey(repository, process.env),
    make: () => assemble(folder, environment, signal),
  });
  return readAssembly(assembly);
}

async function assemble(folder: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  const script = join(import.meta.dirname, "assemble.ts");
  await promisify(execFile)(process.execPath, [script, join(folder, "bundles")], {
    cwd: repository,
    env,
    ...(signal && { signal }),
  }).catch((error: { stderr?: string }) => {
    throw new StartFailure(
      `The functions and the CDK app could not be built.\n${error.stderr?.trim() ?? ""}`,
    );
  });
}
