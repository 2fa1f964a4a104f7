import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { recordMarks } from "../../infra/local/iam/permission-record.ts";
import { readPermissions } from "../../infra/local/iam/roles.ts";
import { readAssembly } from "../../infra/local/template/assembly.ts";
import { reviewPermissions, reviewText } from "../../infra/permissions-review.ts";

/**
 * What the run of the tests shows to be wrong with the functions' permissions, in words; empty where nothing is. What a
 * function was refused is wrong in every run, what none used only where every test was run and none failed.
 * @param record the file of what was used and refused; absent when no function was
 * @param assembly the folder of the CDK app
 */
export async function permissionTrouble(
  record: string,
  assembly: string,
  { vitest }: Pick<TestProject, "vitest">,
): Promise<string> {
  const lines = existsSync(record) ? readFileSync(record, "utf8").split("\n") : [];
  const marked = (mark: string) =>
    new Set(lines.flatMap((line) => (line.startsWith(mark) ? [line.slice(mark.length)] : [])));
  const refused = [...marked(recordMarks.refused)].map((line) => `      ${line}\n`);
  const trouble =
    refused.length > 0 ? `\nFunctions were refused what they asked for:\n${refused.join("")}` : "";
  if (!(await isWhole(vitest))) return trouble;
  const permissions = readPermissions(readAssembly(join(assembly, "cdk.out")));
  return trouble + reviewText(reviewPermissions(permissions, marked(recordMarks.used)));
}

/** Whether nothing was left out by who started the run, and nothing failed. */
async function isWhole(vitest: TestProject["vitest"]): Promise<boolean> {
  const { testNamePattern, project, cliExclude } = vitest.config;
  if (testNamePattern || project.length > 0 || cliExclude?.length) return false;
  const ended = new Map(vitest.state.getTestModules().map((module) => [module.moduleId, module.state()]));
  const all = await vitest.globTestSpecifications();
  return all.every(({ moduleId }) => ["passed", "skipped"].includes(ended.get(moduleId) ?? "not run"));
}
