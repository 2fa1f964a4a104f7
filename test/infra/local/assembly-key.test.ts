import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { assemblyKey } from "../../../infra/local/assembly-key.ts";

let checkout: string;

function write(path: string, content: string): void {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  writeFileSync(join(checkout, path), content);
}

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "meldpunt-key-"));
  write("functions/pages/pages.lambda.ts", "export {};");
  write("shared/http/door.ts", "export {};");
  write("infra/parts/table.ts", "export {};");
  write("cdk.json", JSON.stringify({ context: { settings: "settings/ours.json" } }));
  write("package.json", "{}");
  write("tsconfig.json", "{}");
  write("node_modules/.package-lock.json", "{}");
  write("settings/ours.json", JSON.stringify({ stackName: "Ours" }));
});

afterEach(() => rmSync(checkout, { recursive: true }));

const key = (environment = {}) => assemblyKey(checkout, environment);

test.each([
  ["functions/pages/pages.lambda.ts", "export const page = 1;"],
  ["shared/http/new.ts", ""],
  ["infra/parts/table.ts", "// no table"],
  ["package.json", '{"type":"module"}'],
  ["tsconfig.json", '{"compilerOptions":{}}'],
  ["node_modules/.package-lock.json", '{"packages":{}}'],
  ["settings/ours.json", '{"stackName":"Theirs"}'],
  ["cdk.json", '{"context":{"meldpunt":{"stackName":"Theirs"}}}'],
  ["cdk.json", '{"app":"node infra/app.ts"}'],
])("a change of %s makes another key", (path, content) => {
  const before = key();
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  write(path, content);
  expect(key()).toMatch(/^[0-9a-f]{64}$/);
  expect(key()).not.toBe(before);
});

test("what the CDK command hands over makes another key, whatever else is in the environment does not", () => {
  const passed = { CDK_CONTEXT_JSON: JSON.stringify({ meldpunt: {} }) };
  expect(key(passed)).not.toBe(key());
  expect(key({ CDK_DEBUG: "1" })).not.toBe(key());
  expect(key({ MELDPUNT_PORT: "1" })).toBe(key());
});

test("what goes into no assembly changes no key", () => {
  const before = key();
  write("test/flows/request.test.ts", "");
  write("README.md", "");
  expect(key()).toBe(before);
});

test.each([
  ["settings that nobody can use", () => write("settings/ours.json", '{"stackName":1}')],
  ["settings that are not there", () => rmSync(join(checkout, "settings"), { recursive: true })],
  ["a missing folder", () => rmSync(join(checkout, "shared"), { recursive: true })],
])("with %s there is no key", (_, change) => {
  change();
  expect(key()).toBeUndefined();
});
