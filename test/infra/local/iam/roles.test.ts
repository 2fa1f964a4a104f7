import { describe, expect, test } from "vitest";
import { readPermissions, readRoles } from "../../../../infra/local/iam/roles.ts";
import type { Assembly } from "../../../../infra/local/template/assembly.ts";
import { localStack } from "../../../../infra/local/template/stack.ts";

const arnOf = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });

/** A stack with one function, whose role has this policy; `changes` replaces what the role is. */
function stackWith(statement: object, changes: Record<string, unknown> = {}): Assembly {
  const resources: Assembly["resources"] = {
    Table0A1B2C3D: { Type: "AWS::DynamoDB::GlobalTable", Properties: {} },
    SweepRoleC0CD0DC0: { Type: "AWS::IAM::Role", Properties: changes },
    OtherRole12345678: { Type: "AWS::IAM::Role", Properties: {} },
    Policy: {
      Type: "AWS::IAM::Policy",
      Properties: {
        Roles: [{ Ref: "SweepRoleC0CD0DC0" }],
        PolicyDocument: { Statement: [{ Effect: "Allow", Resource: "*", ...statement }] },
      },
    },
    Sweep: {
      Type: "AWS::Lambda::Function",
      Properties: { Description: "sweep", Role: arnOf("SweepRoleC0CD0DC0") },
    },
    Other: {
      Type: "AWS::Lambda::Function",
      Properties: { Description: "other", Role: arnOf("OtherRole12345678") },
    },
  };
  return { stackName: "Test", region: "eu-central-1", assets: {}, resources };
}

function rolesOf(...stack: Parameters<typeof stackWith>) {
  const assembly = stackWith(...stack);
  return readRoles(localStack(assembly, {}), assembly);
}

const like = (...patterns: string[]) => ({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": patterns } });

describe("the role of a function", () => {
  test("has the statements of its own policies, with the ARNs of this machine", () => {
    const statement = {
      Action: ["dynamodb:Query"],
      Resource: arnOf("Table0A1B2C3D"),
      Condition: like("DSR-*"),
    };
    const Resource = ["arn:aws:dynamodb:eu-central-1:000000000000:table/Test-Table0A1B2C3D"];
    expect(rolesOf(statement).map(({ functionName, statements }) => [functionName, statements])).toEqual([
      ["sweep", [{ Effect: "Allow", Action: ["dynamodb:Query"], Resource, Condition: like("DSR-*") }]],
      ["other", []],
    ]);
  });

  test("has a permission for each action, resource and value, with names that people know", () => {
    const statement = {
      Action: ["dynamodb:Query", "dynamodb:PutItem"],
      Resource: [arnOf("Table0A1B2C3D"), { "Fn::Join": ["", [arnOf("Table0A1B2C3D"), "/index/pending"]] }],
      Condition: like("DSR-*", "BR-*"),
    };
    const permissions = readPermissions(stackWith(statement));
    expect(permissions).toHaveLength(8);
    expect(permissions[3]).toMatchObject({
      functionName: "sweep",
      action: "dynamodb:Query",
      resource: "Table/index/pending",
      condition: { key: "dynamodb:LeadingKeys", value: "BR-*" },
    });
  });

  test.each([
    [
      "an operator",
      { Action: "a:B", Condition: { NumericLessThan: { "s3:max-keys": "10" } } },
      "NumericLessThan",
    ],
    ["an element", { Action: "a:B", NotResource: "*" }, "NotResource"],
    ["what it is not about", { NotAction: "a:B" }, "NotAction"],
  ])("with %s that is not evaluated here stops the start", (_, statement, named) => {
    expect(() => rolesOf(statement)).toThrow(/The local run cannot run Policy \(AWS::IAM::Policy\)/);
    expect(() => rolesOf(statement)).toThrow(named);
  });

  test.each(["ManagedPolicyArns", "Policies", "PermissionsBoundary"])("with %s stops the start", (name) => {
    expect(() => rolesOf({ Action: "a:B" }, { [name]: ["x"] })).toThrow(
      /cannot run SweepRoleC0CD0DC0 \(AWS::IAM::Role\)/,
    );
  });
});
