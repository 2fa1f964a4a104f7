import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import type { TestProject } from "vitest/node";
import { permissionLine } from "../../infra/local/iam/permission.ts";
import { readPermissions } from "../../infra/local/iam/roles.ts";
import { readAssembly } from "../../infra/local/template/assembly.ts";
import { reasonFor } from "../../infra/permissions-review.ts";
import { permissionTrouble } from "./permission-check.ts";

/** A run of two files of tests; `changes` replaces how it was started. */
function runOf(states: readonly string[], changes: object = {}): Pick<TestProject, "vitest"> {
  const files = ["a.test.ts", "b.test.ts"].map((moduleId) => ({ moduleId }));
  const vitest = {
    config: { project: [], testNamePattern: undefined, cliExclude: undefined, ...changes },
    state: {
      getTestModules: () =>
        files.flatMap((file, n) => (states[n] ? [{ ...file, state: () => states[n] }] : [])),
    },
    globTestSpecifications: async () => files,
  };
  return { vitest: vitest as unknown as TestProject["vitest"] };
}

/** What the check says of a run in which that was recorded. */
function check(record: string, run: Pick<TestProject, "vitest">): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-permissions-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "record");
  if (record !== "") writeFileSync(file, record);
  return permissionTrouble(file, inject("assembly"), run);
}

const permissions = readPermissions(readAssembly(join(inject("assembly"), "cdk.out")));
const needed = permissions.filter((one) => reasonFor(one) === undefined).map(permissionLine);
const [first = "", ...others] = needed;
const recorded = (lines: readonly string[]) => lines.map((line) => `used ${line}\n`).join("");

describe("the check after a run of the tests", () => {
  test("says nothing of a run in which all that is needed was used, and nothing was refused", async () => {
    expect(await check(recorded(needed), runOf(["passed", "skipped"]))).toBe("");
  });

  test("names what no test of a whole run used", async () => {
    const trouble = await check(recorded(others), runOf(["passed", "passed"]));
    expect(trouble).toContain(`No test uses these`);
    expect(trouble).toContain(JSON.stringify(first));
  });

  test.each([
    ["a file failed", runOf(["passed", "failed"])],
    ["a file was left out", runOf(["passed"])],
    ["only tests of some name ran", runOf(["passed", "passed"], { testNamePattern: /x/ })],
    ["only one project ran", runOf(["passed", "passed"], { project: ["sharing"] })],
    ["files were excluded", runOf(["passed", "passed"], { cliExclude: ["test/flows/**"] })],
  ])("does not ask what was used where %s", async (_, run) => {
    expect(await check("", run)).toBe("");
  });

  test("names what was refused, also where not all tests ran", async () => {
    const trouble = await check("refused pages has no right to dynamodb:Scan\n", runOf(["passed"]));
    expect(trouble).toBe(
      "\nFunctions were refused what they asked for:\n      pages has no right to dynamodb:Scan\n",
    );
  });
});
