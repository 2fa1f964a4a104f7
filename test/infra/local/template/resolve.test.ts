import { describe, expect, test } from "vitest";
import { resolve } from "../../../../infra/local/template/resolve.ts";

const scope = {
  ref: (name: string) => `<${name}>`,
  attribute: (logicalId: string, attribute: string) => `<${logicalId}.${attribute}>`,
};

/** A placeholder of Fn::Sub. */
function sub(name: string): string {
  return `\${${name}}`;
}

describe("intrinsic functions", () => {
  test.each([
    ["Ref", { Ref: "Table" }, "<Table>"],
    ["Fn::GetAtt as a list", { "Fn::GetAtt": ["Table", "StreamArn"] }, "<Table.StreamArn>"],
    ["Fn::GetAtt as a string", { "Fn::GetAtt": "Table.Nested.Arn" }, "<Table.Nested.Arn>"],
    [
      "Fn::Join",
      { "Fn::Join": ["/", ["integrations", { Ref: "Integration" }]] },
      "integrations/<Integration>",
    ],
    ["Fn::Split", { "Fn::Split": [":", "a:b"] }, ["a", "b"]],
    ["Fn::Select", { "Fn::Select": ["1", { "Fn::Split": [":", "a:b"] }] }, "b"],
    ["Fn::Sub", { "Fn::Sub": `${sub("AWS::Region")}-${sub("Table.Arn")}` }, "<AWS::Region>-<Table.Arn>"],
    ["Fn::Sub with a literal", { "Fn::Sub": sub("!Literal") }, sub("Literal")],
    ["Fn::Sub with variables", { "Fn::Sub": [`${sub("name")}!`, { name: { Ref: "Table" } }] }, "<Table>!"],
  ])("%s is replaced by what it stands for", (_, value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  test("are found at any depth, and everything else stays as it is", () => {
    const value = { list: [{ Ref: "A" }, 1, null], Ref: "stays", flag: true };
    expect(resolve(value, scope)).toEqual({ list: ["<A>", 1, null], Ref: "stays", flag: true });
  });

  test("that are unknown stop the start with their name", () => {
    expect(() => resolve({ "Fn::ImportValue": "other" }, scope)).toThrow(
      "does not know the intrinsic function Fn::ImportValue",
    );
  });
});
