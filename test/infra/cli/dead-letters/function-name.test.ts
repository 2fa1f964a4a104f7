import { expect, test } from "vitest";
import { functionNamed, functionNames } from "../../../../infra/cli/dead-letters/function-name.ts";
import { synthesize } from "../../synthesized.ts";

test("every function of the template is known by its id, and nothing else is", () => {
  const functions = Object.entries(synthesize().findResources("AWS::Lambda::Function"));
  expect(functions.map(([id]) => functionNamed(id))).toEqual(
    functions.map(([, { Properties }]) => Properties.Description),
  );
  expect(functions.map(([id]) => functionNamed(id)).sort()).toEqual([...functionNames].sort());
  expect(functionNamed("CustomResourceProvider1A2B3C4D")).toBeUndefined();
});
