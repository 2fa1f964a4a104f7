import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { StartFailure } from "./start-failure.ts";
import { type Assembly, readAssembly } from "./template/assembly.ts";

const repository = join(import.meta.dirname, "..", "..");

/**
 * The CDK app as it is now, built and synthesized into a folder whose earlier content is removed.
 * @param signal ends it early.
 * @throws StartFailure with what esbuild or CDK say.
 */
export async function synthesize(folder: string, signal?: AbortSignal): Promise<Assembly> {
  rmSync(folder, { recursive: true, force: true });
  const assembly = join(folder, "cdk.out");
  const script = join(import.meta.dirname, "assemble.ts");
  await promisify(execFile)(process.execPath, [script, join(folder, "bundles")], {
    cwd: repository,
    // CDK checks its template against rules for AWS, which takes longer than all the rest; `cdk synth` does that.
    env: { ...process.env, CDK_OUTDIR: assembly, CDK_VALIDATION: "false" },
    ...(signal && { signal }),
  }).catch((error: { stderr?: string }) => {
    throw new StartFailure(
      `The functions and the CDK app could not be built.\n${error.stderr?.trim() ?? ""}`,
    );
  });
  return readAssembly(assembly);
}
