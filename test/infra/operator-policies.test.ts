import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { actingPolicy, readingPolicy } from "../../infra/operator-policies.ts";

test("the README shows the policies of operators as the local run evaluates them", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
  const blocks = [...readme.matchAll(/```json\n([^`]*execute-api:Invoke[^`]*)```/g)];
  const of = {
    api: "arn:aws:execute-api:<region>:<account>:<api-id>",
    stack: "arn:aws:cloudformation:<region>:<account>:stack/<stack>/*",
  };
  expect(blocks.map(([, json = ""]) => JSON.parse(json))).toEqual([readingPolicy(of), actingPolicy(of)]);
});
