import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readAssembly } from "../../../../infra/local/template/assembly.ts";

/** What CDK writes for an app with one stack, but for what is in it. */
function assemblyIn(environment: string): string {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-assembly-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stack = {
    type: "aws:cloudformation:stack",
    environment,
    properties: { templateFile: "Test.template.json" },
  };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ artifacts: { Test: stack } }));
  writeFileSync(join(folder, "Test.template.json"), JSON.stringify({ Resources: {} }));
  return folder;
}

test.each(["eu-central-1", "eusc-de-east-1", "us-gov-west-1"])("a stack may be meant for %s", (region) => {
  const folder = assemblyIn(`aws://unknown-account/${region}`);
  expect(readAssembly(folder)).toMatchObject({ stackName: "Test", region });
});

test("a stack that is meant for any Region cannot run here", () => {
  const folder = assemblyIn("aws://unknown-account/unknown-region");
  expect(() => readAssembly(folder)).toThrow("The stack Test has no fixed region");
});
