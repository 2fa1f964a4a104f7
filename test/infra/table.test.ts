import { describe, expect, test } from "vitest";
import { onlyResource, resourcesOf, synthesize } from "./synthesized.ts";

const template = synthesize({ recoveryDays: 5 });
const table = onlyResource(template, "AWS::DynamoDB::GlobalTable", (table) => table.StreamSpecification);

// H8
describe("the table", () => {
  test("outlives the stack and cannot be deleted by mistake", () => {
    expect(table).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
    expect(table.Properties.Replicas[0]).toMatchObject({ DeletionProtectionEnabled: true });
  });

  test("is encrypted", () => {
    expect(table.Properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: "KMS" });
  });

  test("can be restored as far back as the setting says", () => {
    expect(table.Properties.Replicas[0].PointInTimeRecoverySpecification).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 5,
    });
  });

  test("is paid by use", () => {
    expect(table.Properties.BillingMode).toBe("PAY_PER_REQUEST");
  });

  test("streams both images of every change", () => {
    expect(table.Properties.StreamSpecification).toEqual({ StreamViewType: "NEW_AND_OLD_IMAGES" });
  });

  test("has one replica, because a second would leave its stream one reader", () => {
    expect(table.Properties.Replicas.map(({ Region }: { Region: string }) => Region)).toEqual([
      "eu-central-1",
    ]);
  });

  test("has the two stream readers that a single Region takes, and no more", () => {
    expect(resourcesOf(template, "AWS::Lambda::EventSourceMapping")).toHaveLength(2);
  });

  test("is found by pk and sk, and by the three sparse indexes that hold only keys", () => {
    const keys = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: "HASH" },
      { AttributeName: range, KeyType: "RANGE" },
    ];
    const keysOnly = { ProjectionType: "KEYS_ONLY" };
    expect(table.Properties.KeySchema).toEqual(keys("pk", "sk"));
    expect(table.Properties.GlobalSecondaryIndexes).toEqual([
      { IndexName: "pending", KeySchema: keys("pendingShard", "pendingAt"), Projection: keysOnly },
      { IndexName: "controller", KeySchema: keys("controllerId", "pk"), Projection: keysOnly },
      { IndexName: "register", KeySchema: keys("register", "receivedAt"), Projection: keysOnly },
    ]);
    for (const { AttributeType } of table.Properties.AttributeDefinitions) expect(AttributeType).toBe("S");
  });

  test("lets expire what says so in its item", () => {
    expect(table.Properties.TimeToLiveSpecification).toEqual({ AttributeName: "expiresAt", Enabled: true });
  });
});
