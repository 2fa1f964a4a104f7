import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { actingPolicy, doctorPolicy, readingPolicy, redrivePolicy } from "../../infra/operator-policies.ts";

test("the page about operators' rights shows the policies as they are evaluated and tested", () => {
  const page = readFileSync(join(import.meta.dirname, "../../infra/operator-policies.md"), "utf8");
  const shown = [...page.matchAll(/```json\n([^`]*)```/g)].map(([, json = ""]) => JSON.parse(json));
  const api = {
    api: "arn:aws:execute-api:<region>:<account>:<api-id>",
    stack: "arn:aws:cloudformation:<region>:<account>:stack/<stack>/*",
  };
  const stack = { region: "<region>", account: "<account>", stack: "<stack>" };
  const policies = [readingPolicy(api), actingPolicy(api), doctorPolicy(stack), redrivePolicy(stack)];
  expect(shown).toEqual(policies);
});
