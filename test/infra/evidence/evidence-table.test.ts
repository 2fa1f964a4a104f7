import { describe, expect, test } from "vitest";
import { functionsByName, onlyResource, resourcesOf, synthesize } from "../synthesized.ts";

const template = synthesize({ recoveryDays: 5 });
const table = onlyResource(
  template,
  "AWS::DynamoDB::GlobalTable",
  ({ StreamSpecification }) => !StreamSpecification,
);
const [tableId] =
  Object.entries(template.findResources("AWS::DynamoDB::GlobalTable")).find(
    ([, { Properties }]) => !Properties.StreamSpecification,
  ) ?? [];

// H8
describe("the table of evidence", () => {
  test("outlives the stack and cannot be deleted by mistake", () => {
    expect(table).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
    expect(table.Properties.Replicas).toMatchObject([{ DeletionProtectionEnabled: true }]);
  });

  test("is encrypted, paid by use, and can be restored as far back as the setting says", () => {
    expect(table.Properties).toMatchObject({
      SSESpecification: { SSEEnabled: true },
      BillingMode: "PAY_PER_REQUEST",
      Replicas: [
        {
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 5 },
        },
      ],
    });
  });

  test("lets nothing expire", () => {
    expect(table.Properties).not.toHaveProperty("TimeToLiveSpecification");
  });

  test("is changed by nobody: no role may update or delete in it, and blocks are put by record-evidence alone", () => {
    const rights = resourcesOf(template, "AWS::IAM::Policy").flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.filter(
        ({ Resource }: { Resource: unknown }) =>
          JSON.stringify(Resource) === JSON.stringify({ "Fn::GetAtt": [tableId, "Arn"] }),
      ).map(
        (statement: { Action: string | string[]; Condition: Record<string, Record<string, string[]>> }) => ({
          role: Properties.Roles[0].Ref,
          actions: [statement.Action].flat(),
          keys: statement.Condition["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"] ?? [],
        }),
      ),
    );
    const actions = new Set(rights.flatMap((right) => right.actions));
    expect([...actions].sort()).toEqual(["dynamodb:PutItem", "dynamodb:Query"]);
    const writers = rights.filter(
      (right) => right.actions.includes("dynamodb:PutItem") && right.keys.includes("controllers/*"),
    );
    const recorder = functionsByName(template).get("record-evidence")?.Properties.Role["Fn::GetAtt"][0];
    expect(writers.map(({ role }) => role)).toEqual([recorder]);
  });
});
