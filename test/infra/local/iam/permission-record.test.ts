import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { recordPermissions } from "../../../../infra/local/iam/permission-record.ts";

test("what is used and refused is recorded once each, and a refusal is logged each time", () => {
  const folder = mkdtempSync(join(tmpdir(), "meldpunt-record-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "record");
  const logged: string[] = [];
  const { refused, used } = recordPermissions(file, (line) => logged.push(line));
  for (let n = 0; n < 2; n += 1) {
    used?.("pages dynamodb:GetItem Table");
    refused("pages has no right to dynamodb:Scan");
  }
  const scan = "pages has no right to dynamodb:Scan";
  expect(readFileSync(file, "utf8")).toBe(`used pages dynamodb:GetItem Table\nrefused ${scan}\n`);
  expect(logged).toEqual([`Refused: ${scan}`, `Refused: ${scan}`]);
});

test("without a file a refusal is logged, and nobody is told of what is used", () => {
  const logged: string[] = [];
  const { refused, used } = recordPermissions(undefined, (line) => logged.push(line));
  refused("pages has no right to dynamodb:Scan");
  expect([logged.length, used]).toEqual([1, undefined]);
});
